using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Apsis.Runs;
using Apsis.Runs.Callbacks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.AspNetCore.Tests.Campaign;

/// <summary>Stands before the receiver and sees each callback come: knocks with a lie of its own before it, and sometimes sends the true one again long after.</summary>
internal sealed class Forger(int seed) : IStartupFilter, IDisposable
{
    private const string Mine = "X-Forged";

    private readonly HttpClient _http = new();
    private int _passed;
    private readonly Random _random = new(seed);
    private readonly ConcurrentQueue<(Uri Url, string Signature, string Body)> _seen = new();

    /// <summary>Lies that were told, by what was wrong with them.</summary>
    public ConcurrentDictionary<string, int> Forged { get; } = new();

    /// <summary>Lies that were not refused.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>True callbacks that were answered.</summary>
    public int Passed => Volatile.Read(ref _passed);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(ForgeAsync);
        next(app);
    };

    /// <summary>Sends again what came, each as it was: right, and too late to tell anything.</summary>
    public async Task<IReadOnlyDictionary<HttpStatusCode, int>> ReplayAsync(CancellationToken stop)
    {
        var answers = new Dictionary<HttpStatusCode, int>();
        foreach (var (url, signature, body) in _seen.ToArray())
        {
            var answer = await PostAsync(url, signature, body, stop);
            answers[answer] = answers.GetValueOrDefault(answer) + 1;
        }

        return answers;
    }

    public void Dispose() => _http.Dispose();

    private async Task ForgeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers.ContainsKey(Mine))
        {
            await next(http);
            return;
        }

        http.Request.EnableBuffering();
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8, leaveOpen: true);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        http.Request.Body.Position = 0;
        var url = new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}");
        var signature = http.Request.Headers[RunCallbacks.SignatureHeader].ToString();
        var (what, forgedUrl, forgedSignature, forgedBody) = Lie(url, signature, body);
        Forged.AddOrUpdate(what, 1, (_, count) => count + 1);
        var answer = await PostAsync(forgedUrl, forgedSignature, forgedBody, http.RequestAborted);
        if ((int)answer is < 400 or > 499)
            Taken.Enqueue($"{what}: {answer}");
        _seen.Enqueue((url, signature, body));
        await next(http);
        Interlocked.Increment(ref _passed);
    }

    // Whatever ended well is said to have failed, and the other way round.
    private (string What, Uri Url, string? Signature, string Body) Lie(Uri url, string signature, string body)
    {
        var lie = body.Contains("\"success\"", StringComparison.Ordinal)
            ? body.Replace("\"success\"", "\"cancelled\"", StringComparison.Ordinal)
            : body.Replace("\"failed", "\"success", StringComparison.Ordinal).Replace("\"successInstructions\"", "\"success\"", StringComparison.Ordinal);
        int kind;
        lock (_random)
            kind = _random.Next(6);
        return kind switch
        {
            0 => ("no signature", url, null, lie),
            1 => ("a cut signature", url, signature[..^1], lie),
            2 => ("a wrong signature", url, new string('A', signature.Length), lie),
            // One that comes twice may be the first that was seen: its own signature is no lie.
            3 when _seen.TryPeek(out var other) && other.Url != url => ("another run's signature", url, other.Signature, lie),
            4 when _seen.TryPeek(out var other) && WorkItemOf(other.Body) != WorkItemOf(body) =>
                ("its own secret for another's WorkItem", url, signature, lie.Replace(WorkItemOf(body), WorkItemOf(other.Body), StringComparison.Ordinal)),
            _ => ("the secret of its own for a run that it made up", new Uri(url, $"{RunId.New(TimeProvider.System)}.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}"), signature, lie),
        };
    }

    private static string WorkItemOf(string body) => body.Split("\"id\":\"")[1].Split('"')[0];

    private async Task<HttpStatusCode> PostAsync(Uri url, string? signature, string body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(Mine, "yes");
        if (signature is not null)
            request.Headers.TryAddWithoutValidation(RunCallbacks.SignatureHeader, signature);
        using var answer = await _http.SendAsync(request, stop);
        return answer.StatusCode;
    }
}
