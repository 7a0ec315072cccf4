using System.Globalization;
using Apsis.Emulator.Observation;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>
/// Lists every request, and writes a line for it: <c>14:03:07 GET /oss/v2/buckets/x/details 200 3 ms 120 B client=abc</c>. Never a header or a
/// secret. The emulator's own page is not listed: it would fill the list by looking at it.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, ApsEmulatorOptions options, RequestHistory history)
{
    /// <summary>Below it is what belongs to the emulator, and to no service of APS.</summary>
    public const string OwnPath = "/_apsis";

    private readonly TextWriter? _log = options.RequestLog;

    public async Task InvokeAsync(HttpContext http)
    {
        http.Response.Headers["x-request-id"] = Guid.NewGuid().ToString();
        var path = http.Request.Path;
        var entry = path == "/" || path.StartsWithSegments(OwnPath) ? null : new RequestEntry(http, history, options.TimeProvider.GetUtcNow());
        try
        {
            await next(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone, or the emulator stops: there is nobody to answer.
            Write(entry?.End(isAborted: true));
            throw;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await http.WriteTextAsync("""{"reason":"The emulator failed; its log says why."}""", "application/json");
            Write(entry?.End());
            _log?.WriteLine(e);
            return;
        }
        catch (Exception e)
        {
            Write(entry?.End(isCutOff: true));
            _log?.WriteLine(e);
            throw;
        }

        Write(entry?.End(isCutOff: http.IsCutOff()));
    }

    private void Write(EmulatorRequest? request)
    {
        if (_log is null || request is null) return;
        var time = TimeZoneInfo.ConvertTime(request.Time, options.TimeProvider.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var client = request.ClientId is { } id ? $" client={id}" : "";
        _log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{time} {request.Method} {request.Path}{request.Query} {request.Outcome} {Math.Round(request.Duration.TotalMilliseconds)} ms {request.AnswerBytes ?? 0} B{client}"));
    }
}
