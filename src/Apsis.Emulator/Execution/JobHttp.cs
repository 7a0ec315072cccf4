using Apsis.Emulator.Faults.Line;

namespace Apsis.Emulator.Execution;

/// <summary>The one HTTP client of jobs: for their files and their callbacks. It knows no token of its own.</summary>
internal sealed class JobHttp(JobConnections connections) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseCookies = false,
        ConnectCallback = (connection, cancellationToken) => connections.ConnectAsync(connection.DnsEndPoint, cancellationToken),
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    /// <summary>Sends a request; the answer is there when its headers are, its content is streamed.</summary>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.SendAsync(request, cancellationToken);
        }
        // So .NET tells of a Location that is no http or https.
        catch (Exception e) when (e is UriFormatException or NotSupportedException)
        {
            throw new HttpRequestException("The server redirects to an address that is none of http and https.", e);
        }
    }

    /// <summary>Adds headers as they were given, those of the content to the content. Empty ones mean "send none".</summary>
    public static void AddHeaders(HttpRequestMessage request, IReadOnlyDictionary<string, string>? headers)
    {
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            if (value.Length == 0 || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)) continue;
            if (request.Headers.TryAddWithoutValidation(name, value) || request.Content is null) continue;
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    public void Dispose() => _client.Dispose();
}
