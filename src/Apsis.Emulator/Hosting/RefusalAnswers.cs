using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>Answers what a service refuses, and gives routing's bare 405 a body.</summary>
internal sealed class RefusalAnswers(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false, ContentLength: null })
                await UnknownRoute.WriteAsync(http, $"Method {http.Request.Method} is not supported here");
        }
        catch (ServiceRefusal refusal) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = refusal.Status;
            await refusal.WriteBodyAsync(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = e.StatusCode;
            await UnknownRoute.WriteAsync(http, "The request body could not be read");
        }
        // So Kestrel tells of a chunk whose size is more than a number can hold.
        catch (IOException e) when (e.InnerException is OverflowException && !http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await UnknownRoute.WriteAsync(http, "The request body could not be read");
        }
    }
}
