using System.Diagnostics;
using System.Globalization;
using Apsis.Emulator.Authentication;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>One line per request: <c>14:03:07 GET /oss/v2/buckets/x/details 200 3 ms 120 B client=abc</c>. Never a header or a secret.</summary>
internal sealed class RequestLog(RequestDelegate next, ApsEmulatorOptions options)
{
    private readonly TextWriter? _log = options.RequestLog;

    public async Task InvokeAsync(HttpContext http)
    {
        http.Response.Headers["x-request-id"] = Guid.NewGuid().ToString();
        var target = RawTarget.Of(http);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone, or the emulator stops: there is nobody to answer.
            Write(http, target, started, "aborted");
            throw;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await http.WriteTextAsync("""{"reason":"The emulator failed; its log says why."}""", "application/json");
            Write(http, target, started, "500");
            _log?.WriteLine(e);
            return;
        }
        catch (Exception e)
        {
            Write(http, target, started, "cut off");
            _log?.WriteLine(e);
            throw;
        }

        Write(http, target, started, http.Response.StatusCode.ToString(CultureInfo.InvariantCulture));
    }

    private void Write(HttpContext http, string target, long started, string outcome)
    {
        if (_log is null) return;
        var time = options.TimeProvider.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var elapsed = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        var client = http.FindCaller() is { } caller ? $" client={RedactedTarget.Printable(caller.ClientId)}" : "";
        _log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{time} {http.Request.Method} {RedactedTarget.Of(target)} {outcome} {elapsed} ms {http.Response.ContentLength ?? 0} B{client}"));
    }
}
