using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Apsis.Emulator.Authentication.ServiceAccounts;

/// <summary>An app's service accounts and their keys.</summary>
internal sealed class ServiceAccountEndpoints(ServiceAccountStore accounts, ServiceAccountKeys keys, TimeProvider time)
{
    private const int MaximumBody = 64 * 1024;

    public async Task CreateAsync(HttpContext http)
    {
        var request = await ReadAsync(http, AuthenticationJson.Default.ServiceAccountRequest);
        ServiceAccountNames.Check(request);
        var account = await accounts.AddAsync(
            http.GetCaller().ClientId, request.Name!, request.FirstName!, request.LastName!, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status201Created;
        await http.WriteJsonAsync(new CreatedServiceAccount(account.Id, account.Email), AuthenticationJson.Default.CreatedServiceAccount);
    }

    public async Task ListAsync(HttpContext http)
    {
        var all = await accounts.ListAsync(http.GetCaller().ClientId, http.RequestAborted);
        await http.WriteJsonAsync(
            new ServiceAccountList([.. all.Select(account => ServiceAccountDetails.Of(account, time.GetUtcNow()))]),
            AuthenticationJson.Default.ServiceAccountList);
    }

    public async Task GetAsync(HttpContext http) => await AnswerAsync(http, await AccountAsync(http));

    public async Task ChangeAsync(HttpContext http)
    {
        var account = await AccountAsync(http);
        var status = await ReadStatusAsync(http);
        if (account.StatusAt(time.GetUtcNow()) == status) throw AuthenticationRefusal.InvalidRequest($"The service account is {status} already.");
        await accounts.SetEnabledAsync(account.Id, status == ServiceAccount.Enabled, http.RequestAborted);
        await AnswerAsync(http, await AccountAsync(http));
    }

    public async Task DeleteAsync(HttpContext http)
    {
        var account = await AccountAsync(http);
        await accounts.DeleteAsync(account.Id, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task CreateKeyAsync(HttpContext http)
    {
        var account = await EnabledAccountAsync(http);
        var (id, privateKey) = await keys.AddAsync(account.Id, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.CacheControl = "no-store";
        await http.WriteJsonAsync(new CreatedKey(id, privateKey), AuthenticationJson.Default.CreatedKey);
    }

    public async Task ListKeysAsync(HttpContext http)
    {
        var account = await EnabledAccountAsync(http);
        var all = await keys.ListAsync(account.Id, http.RequestAborted);
        await http.WriteJsonAsync(new KeyList([.. all.Select(KeyDetails.Of)]), AuthenticationJson.Default.KeyList);
    }

    public async Task ChangeKeyAsync(HttpContext http)
    {
        var key = await KeyAsync(http);
        var status = await ReadStatusAsync(http);
        if (key.Status == status) throw AuthenticationRefusal.InvalidRequest($"The key is {status} already.");
        await keys.SetEnabledAsync(key.Id, status == ServiceAccount.Enabled, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task DeleteKeyAsync(HttpContext http)
    {
        var key = await KeyAsync(http);
        await keys.DeleteAsync(key.Id, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task AnswerAsync(HttpContext http, ServiceAccount account) =>
        http.WriteJsonAsync(ServiceAccountDetails.Of(account, time.GetUtcNow()), AuthenticationJson.Default.ServiceAccountDetails);

    private Task<ServiceAccount> AccountAsync(HttpContext http) =>
        accounts.GetAsync(http.GetCaller().ClientId, http.Request.RouteValues["accountId"] as string ?? "", http.RequestAborted);

    private async Task<ServiceAccount> EnabledAccountAsync(HttpContext http)
    {
        var account = await AccountAsync(http);
        return account.StatusAt(time.GetUtcNow()) == ServiceAccount.Enabled
            ? account
            : throw AuthenticationRefusal.InvalidRequest("The service account is not currently in an enabled state.");
    }

    private async Task<ServiceAccountKey> KeyAsync(HttpContext http)
    {
        var account = await EnabledAccountAsync(http);
        return await keys.FindAsync(account.Id, http.Request.RouteValues["keyId"] as string ?? "", http.RequestAborted)
            ?? throw AuthenticationRefusal.NotFound("The service account key is not found.");
    }

    private static async Task<string> ReadStatusAsync(HttpContext http)
    {
        var request = await ReadAsync(http, AuthenticationJson.Default.StatusRequest);
        return request.Status is ServiceAccount.Enabled or ServiceAccount.Disabled
            ? request.Status
            : throw AuthenticationRefusal.InvalidRequest("'status' must be ENABLED or DISABLED.");
    }

    private static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaximumBody;
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted)
                ?? throw AuthenticationRefusal.InvalidRequest("The body must not be null.");
        }
        catch (JsonException e)
        {
            throw AuthenticationRefusal.InvalidRequest($"The body is not what this call takes: {JsonComplaint.Of(e)}");
        }
    }
}
