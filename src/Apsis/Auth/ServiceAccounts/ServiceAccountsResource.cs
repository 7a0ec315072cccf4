using System.Text.Json;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Secure Service Accounts: robot users of a server-to-server app, which get three-legged tokens without a browser.</summary>
/// <remarks>
/// Make an account, make a key for it, keep the key, and give both to <see cref="For"/>. Calls throw <see cref="ApsHttpException"/> when the
/// service refuses them or does not answer, and <see cref="ArgumentException"/> when the client has no secret.
/// Source: <c>secureserviceaccount/secureServiceAccount.yaml</c> of <c>autodesk-platform-services/aps-sdk-openapi</c>.
/// </remarks>
public sealed class ServiceAccountsResource
{
    private static readonly string[] Read = [Scopes.ServiceAccountRead];
    private static readonly string[] Write = [Scopes.ServiceAccountWrite];

    private readonly AuthClientOptions _options;
    private readonly ServiceAccountCalls _calls;
    private readonly TokenEndpoint _endpoint;
    private readonly TokenCache _cache;
    private readonly TimeProvider _time;

    internal ServiceAccountsResource(AuthClientOptions options, AuthCalls calls, TwoLeggedFlow twoLegged, TokenEndpoint endpoint, TokenCache cache, TimeProvider time)
    {
        _options = options;
        _calls = new ServiceAccountCalls(calls, twoLegged);
        _endpoint = endpoint;
        _cache = cache;
        _time = time;
        Keys = new ServiceAccountKeysResource(_calls);
    }

    /// <summary>The keys of service accounts.</summary>
    public ServiceAccountKeysResource Keys { get; }

    /// <summary>Makes an account. The answer has its id and e-mail address only.</summary>
    /// <param name="name">5 to 100 letters, digits and dashes.</param>
    /// <param name="firstName">For display; of the same form.</param>
    /// <param name="lastName">For display; of the same form.</param>
    /// <param name="cancellationToken">Ends the wait; the account may be made all the same.</param>
    public Task<ServiceAccount> CreateAsync(string name, string firstName, string lastName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(firstName);
        ArgumentException.ThrowIfNullOrWhiteSpace(lastName);
        var body = JsonSerializer.SerializeToUtf8Bytes(new ServiceAccountCreation(name, firstName, lastName), AuthJson.Default.ServiceAccountCreation);
        return _calls.ReadAsync(HttpMethod.Post, "", "The service account was not made",
            "Names have 5 to 100 letters, digits and dashes; an app can have 10 accounts (403 beyond).", Write, body, AuthJson.Default.ServiceAccount, cancellationToken);
    }

    /// <summary>All accounts of the app; there can be 10.</summary>
    public async Task<IReadOnlyList<ServiceAccount>> ListAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _calls.ReadAsync(HttpMethod.Get, "", "The service accounts were not listed", "Check the client id.", Read, null,
            AuthJson.Default.ServiceAccountList, cancellationToken).ConfigureAwait(false);
        return answer.Accounts;
    }

    /// <summary>One account.</summary>
    public Task<ServiceAccount> GetAsync(string serviceAccountId, CancellationToken cancellationToken = default) =>
        _calls.ReadAsync(HttpMethod.Get, ServiceAccountCalls.Segment(serviceAccountId), "The service account was not read", "Check its id.", Read, null,
            AuthJson.Default.ServiceAccount, cancellationToken);

    /// <summary>Lets a disabled or deactivated account work again. The service refuses (400) what is so already.</summary>
    public Task<ServiceAccount> EnableAsync(string serviceAccountId, CancellationToken cancellationToken = default) =>
        ChangeAsync(serviceAccountId, "ENABLED", cancellationToken);

    /// <summary>Lets an account get no more tokens until it is enabled again. The service refuses (400) what is so already.</summary>
    public Task<ServiceAccount> DisableAsync(string serviceAccountId, CancellationToken cancellationToken = default) =>
        ChangeAsync(serviceAccountId, "DISABLED", cancellationToken);

    /// <summary>Deletes an account with its keys.</summary>
    public Task DeleteAsync(string serviceAccountId, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(HttpMethod.Delete, ServiceAccountCalls.Segment(serviceAccountId), "The service account was not deleted", "Check its id.", Write, null, cancellationToken);

    /// <summary>Exchanges an assertion for a token. It is neither cached nor stored; see <see cref="For"/>.</summary>
    /// <param name="assertion">A signed assertion; see <see cref="ServiceAccountAssertion"/>.</param>
    /// <param name="scopes">The scopes in it, to note in the token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<OAuth2Token> ExchangeAsync(string assertion, IEnumerable<string> scopes, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(assertion);
        _options.RequireSecret();
        return _endpoint.AssertionAsync(assertion, ScopeList.Of(scopes), cancellationToken);
    }

    /// <summary>The tokens of an account, cached and renewed: give it to an <c>ApsPipeline</c>.</summary>
    /// <exception cref="ArgumentException">The client has no secret, or the key is no RSA key in PEM form.</exception>
    public ServiceAccountSession For(string serviceAccountId, ServiceAccountPrivateKey key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceAccountId);
        ArgumentNullException.ThrowIfNull(key);
        _options.RequireSecret();
        return new ServiceAccountSession(_options, _endpoint, _cache, _time, serviceAccountId, key);
    }

    private Task<ServiceAccount> ChangeAsync(string serviceAccountId, string status, CancellationToken cancellationToken) =>
        _calls.ReadAsync(HttpMethod.Patch, ServiceAccountCalls.Segment(serviceAccountId), "The service account was not changed", "It may be in that state already.", Write,
            JsonSerializer.SerializeToUtf8Bytes(new ServiceAccountStatusChange(status), AuthJson.Default.ServiceAccountStatusChange),
            AuthJson.Default.ServiceAccount, cancellationToken);
}
