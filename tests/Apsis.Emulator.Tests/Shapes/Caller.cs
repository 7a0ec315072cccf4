using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Shapes;

/// <summary>Somebody with a token, or with none, who follows no redirect.</summary>
internal sealed class Caller(Uri emulator, AuthenticationHeaderValue? authorization) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = null };

    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = emulator };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes a call: a method, a blank, and a path or URL.</summary>
    /// <param name="line">As in <c>GET /oss/v2/buckets</c>.</param>
    /// <param name="body">Content as it is, bytes, the fields of a form, or anything else as JSON.</param>
    /// <param name="headers">More headers.</param>
    public async Task<HttpResponseMessage> AskAsync(string line, object? body = null, params (string Name, string Value)[] headers)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Parse(line.AsSpan(0, blank)), line[(blank + 1)..]) { Content = ContentOf(body) };
        request.Headers.Authorization = authorization;
        foreach (var (name, value) in headers)
        {
            if (request.Headers.TryAddWithoutValidation(name, value)) continue;
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, Cancellation);
    }

    /// <summary>Makes a call that must succeed, and returns its JSON; an empty object when it has none.</summary>
    public async Task<JsonNode> DoAsync(string line, object? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await AskAsync(line, body, headers);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{line}: {(int)answer.StatusCode} {text}");
        return answer.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text)! : new JsonObject();
    }

    public void Dispose() => _http.Dispose();

    private static HttpContent? ContentOf(object? body) => body switch
    {
        null => null,
        HttpContent content => content,
        byte[] bytes => new ByteArrayContent(bytes),
        IReadOnlyDictionary<string, string> form => new FormUrlEncodedContent(form),
        // No charset: the contract says that some calls refuse one.
        _ => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, Json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}
