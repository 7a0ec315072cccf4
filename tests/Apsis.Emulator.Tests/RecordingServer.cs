using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Apsis.Emulator.Tests;

/// <summary>A server that keeps what it was sent, and answers each path with the text it was told.</summary>
public sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Recorded> _requests = new();

    private RecordingServer(WebApplication app) => _app = app;

    public sealed record Recorded(string Method, string Path, string ContentType, string Body)
    {
        public Dictionary<string, string> Headers { get; init; } = [];
    }

    public string Url => _app.Urls.Single();

    public ConcurrentDictionary<string, string> Answers { get; } = new();

    /// <summary>The status of the answer where it is not 200, by path.</summary>
    public ConcurrentDictionary<string, int> Statuses { get; } = new();

    /// <summary>A header of the answer, by path.</summary>
    public ConcurrentDictionary<string, (string Name, string Value)> Headers { get; } = new();

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<Recorded> Requests => [.. _requests];

    public Recorded Request(string path) => _requests.Single(request => request.Path == path);

    public static async Task<RecordingServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new RecordingServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        _requests.Enqueue(new Recorded(http.Request.Method, http.Request.Path, http.Request.ContentType ?? "", body)
        {
            Headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        });
        http.Response.StatusCode = Statuses.GetValueOrDefault(http.Request.Path, StatusCodes.Status200OK);
        if (Headers.TryGetValue(http.Request.Path, out var header)) http.Response.Headers[header.Name] = header.Value;
        if (Answers.TryGetValue(http.Request.Path, out var answer)) await http.Response.WriteAsync(answer);
    }
}
