using System.Globalization;
using System.Text.Json.Serialization;

namespace Apsis.Emulator.Authentication.ServiceAccounts;

internal sealed record ServiceAccountRequest(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("firstName")] string? FirstName,
    [property: JsonPropertyName("lastName")] string? LastName);

internal sealed record StatusRequest([property: JsonPropertyName("status")] string? Status);

internal sealed record CreatedServiceAccount(
    [property: JsonPropertyName("serviceAccountId")] string Id,
    [property: JsonPropertyName("email")] string Email);

internal sealed record ServiceAccountList([property: JsonPropertyName("serviceAccounts")] IReadOnlyList<ServiceAccountDetails> Accounts);

internal sealed record ServiceAccountDetails(
    [property: JsonPropertyName("serviceAccountId")] string Id,
    [property: JsonPropertyName("email")] string Email,
    [property: JsonPropertyName("createdBy")] string CreatedBy,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("createdAt")] string CreatedAt,
    [property: JsonPropertyName("accessedAt")] string AccessedAt,
    [property: JsonPropertyName("expiresAt")] string ExpiresAt)
{
    public static ServiceAccountDetails Of(ServiceAccount account, DateTimeOffset now) => new(
        account.Id, account.Email, account.ClientId, account.StatusAt(now),
        ServiceAccountTime.Text(account.Created), ServiceAccountTime.Text(account.Accessed), ServiceAccountTime.Text(account.Expires));
}

internal sealed record CreatedKey([property: JsonPropertyName("kid")] string Id, [property: JsonPropertyName("privateKey")] string PrivateKey);

internal sealed record KeyList([property: JsonPropertyName("keys")] IReadOnlyList<KeyDetails> Keys);

internal sealed record KeyDetails(
    [property: JsonPropertyName("kid")] string Id,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("createdAt")] string CreatedAt,
    [property: JsonPropertyName("accessedAt")] string AccessedAt)
{
    public static KeyDetails Of(ServiceAccountKey key) =>
        new(key.Id, key.Status, ServiceAccountTime.Text(key.Created), ServiceAccountTime.Text(key.Accessed));
}

internal static class ServiceAccountTime
{
    /// <summary>As the service writes it: <c>2024-01-25 03:08:04.156576 +0000 UTC</c>.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + " +0000 UTC";
}
