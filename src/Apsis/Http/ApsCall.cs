using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Apsis.Http;

/// <summary>One call to the API: built, sent, and its answer read or turned into an exception.</summary>
internal sealed class ApsCall(ApsPipeline pipeline, HttpMethod method, string path, ApsFailed failed)
{
    /// <summary>No answer of the API is larger: the largest pages have a few hundred kilobytes.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    // An object may be called "..": what is encoded must reach the service as it was encoded.
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly List<KeyValuePair<string, string>> _headers = [];
    private byte[]? _json;
    private bool _once;
    private CallPriority _priority;
    private RatePass? _pass;

    /// <summary>Gives the call a JSON body.</summary>
    public ApsCall WithJson<T>(T body, JsonTypeInfo<T> type)
    {
        _json = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return this;
    }

    public ApsCall WithHeader(string name, string value)
    {
        _headers.Add(new(name, value));
        return this;
    }

    /// <summary>Marks a call that must not be repeated unless the service surely did nothing.</summary>
    public ApsCall Once()
    {
        _once = true;
        return this;
    }

    /// <summary>Says who goes first when calls have to wait, or that this one has waited already.</summary>
    public ApsCall As(CallPriority priority, RatePass? pass = null)
    {
        _priority = priority;
        _pass = pass;
        return this;
    }

    /// <summary>Sends the call and reads its JSON answer.</summary>
    public async Task<T> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await ReadDatedAsync(type, cancellationToken).ConfigureAwait(false)).Answer;

    /// <summary>Sends the call and reads its JSON answer, and what time it was for the service.</summary>
    public async Task<(T Answer, DateTimeOffset? Date)> ReadDatedAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(cancellationToken).ConfigureAwait(false);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("The answer is null."), response.Headers.Date);
        }
        catch (JsonException error)
        {
            // The parser's text may quote the body; position and path are enough to find it.
            throw failed($"The answer to {method} {Url} is not what the API documents (at line {error.LineNumber}, {error.Path}). "
                + "Is the base address (APS_BASE_URL) that of APS, with no proxy in between?", ApsErrorReader.FailureOf(method, Url, response, ""), null);
        }
    }

    /// <summary>Sends the call; its answer has no body of interest.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(cancellationToken).ConfigureAwait(false);
    }

    private string Url => Address.Split('?')[0];

    private string Address => pipeline.Auth.BaseUrl.GetLeftPart(UriPartial.Authority) + path;

    private async Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, AsItIs));
        request.Mark(_priority);
        request.Give(_pass);
        if (_json is not null)
        {
            request.Content = new ByteArrayContent(_json);
            // No charset: the completion of an upload refuses one.
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (_once)
            request.MarkOnce();

        HttpResponseMessage response;
        try
        {
            response = await pipeline.Api.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or AttemptTimeoutException)
        {
            throw failed($"{method} {Url} got no answer: {error.Message}. Check the network and the base address (APS_BASE_URL); "
                + "when it is an emulator, check that it is running.", ApsErrorReader.FailureOf(method, Url, null, ""), error);
        }

        if (response.IsSuccessStatusCode)
            return response;

        using (response)
            throw await ApsErrorReader.ReadAsync(method, Url, response, failed, cancellationToken).ConfigureAwait(false);
    }
}
