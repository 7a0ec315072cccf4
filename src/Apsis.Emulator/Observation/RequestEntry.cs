using System.Diagnostics;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Observation;

/// <summary>One request on its way into the history: listed when its answer begins, completed when it ends.</summary>
internal sealed class RequestEntry
{
    // A target may have 32 KiB, and many of them are kept.
    private const int MaxLength = 1_000;

    private readonly HttpContext _http;
    private readonly RequestHistory _history;
    private readonly long _started = Stopwatch.GetTimestamp();
    private EmulatorRequest _request;

    public RequestEntry(HttpContext http, RequestHistory history, DateTimeOffset time)
    {
        _http = http;
        _history = history;
        var target = RedactedTarget.Of(RawTarget.Of(http));
        var question = target.IndexOf('?', StringComparison.Ordinal);
        _request = new EmulatorRequest
        {
            Time = time,
            Method = Shortened(http.Request.Method),
            Path = Shortened(question < 0 ? target : target[..question]),
            Query = question < 0 ? "" : Shortened(target[question..]),
        };
        http.Response.OnStarting(static entry => ((RequestEntry)entry).BeginAsync(), this);
    }

    /// <summary>Completes what is listed, or lists it now when no answer ever began.</summary>
    public EmulatorRequest End(bool isAborted = false, bool isCutOff = false)
    {
        var isAnswered = !isAborted && (!isCutOff || _http.Response.HasStarted);
        _request = Now() with { Status = isAnswered ? _http.Response.StatusCode : null, IsCutOff = isCutOff };
        if (_request.Number == 0) _request = _history.Add(_request);
        else _history.Update(_request);
        return _request;
    }

    private Task BeginAsync()
    {
        if (_request.Number == 0) _request = _history.Add(Now() with { Status = _http.Response.StatusCode });
        return Task.CompletedTask;
    }

    private EmulatorRequest Now() => _request with
    {
        ClientId = _http.FindCaller() is { } caller ? Shortened(RedactedTarget.Printable(caller.ClientId)) : null,
        Duration = Stopwatch.GetElapsedTime(_started),
        AnswerBytes = _http.Response.ContentLength,
    };

    private static string Shortened(string text) => text.Length <= MaxLength ? text : text[..(MaxLength - 1)] + "…";
}
