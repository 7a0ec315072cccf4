using System.Text.Json.Serialization.Metadata;

namespace Apsis.Auth;

/// <summary>The calls below <c>service-accounts</c>, which carry the app's own token.</summary>
internal sealed class ServiceAccountCalls(AuthCalls calls, TwoLeggedFlow twoLegged)
{
    public Task<T> ReadAsync<T>(HttpMethod method, string path, string subject, string advice, IReadOnlyList<string> scopes, byte[]? json,
        JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        calls.ReadAsync(Call(method, path, subject, advice, scopes, json), type, cancellationToken);

    public Task RunAsync(HttpMethod method, string path, string subject, string advice, IReadOnlyList<string> scopes, byte[]? json, CancellationToken cancellationToken) =>
        calls.SendAsync(Call(method, path, subject, advice, scopes, json), cancellationToken);

    /// <summary>An id as a segment of a path.</summary>
    /// <exception cref="ArgumentException">It is no id: it could lead to another resource.</exception>
    public static string Segment(string id) => !string.IsNullOrEmpty(id) && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
        ? $"/{id}"
        : throw new ArgumentException($"'{AuthError.Plain(id)}' is no id: one has letters, digits, dashes and underscores.", nameof(id));

    private AuthCall Call(HttpMethod method, string path, string subject, string advice, IReadOnlyList<string> scopes, byte[]? json) => new()
    {
        Method = method,
        Url = new Uri(calls.Options.BaseUrl, $"/authentication/v2/service-accounts{path}"),
        Subject = subject,
        Advice = advice,
        Tokens = twoLegged,
        Scopes = scopes,
        Json = json,
        // What is made twice counts twice against the limit; what is changed twice is refused the second time.
        IsRepeatable = method == HttpMethod.Get,
    };
}
