using Apsis.Emulator.Hosting;
using Apsis.Emulator.Quotas;
using Apsis.Emulator.S3;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults.Http;

/// <summary>What each kind of fault does to a request.</summary>
internal static class HttpFaults
{
    public static Task ApplyAsync(Fault fault, HttpContext http, RequestDelegate next)
    {
        switch (fault.Rule.Kind)
        {
            case FaultKind.ResetAfter:
                return Resets.AfterAsync(fault, http, next);
            case FaultKind.TruncatedBody:
                return TamperAsync(http, next, new CutBody(http.Response, fault));
            case FaultKind.WrongBytes:
                return TamperAsync(http, next, new WrongBody(http.Response, fault));
            case FaultKind.WrongETag:
                return WrongETagAsync(fault, http, next);
            case FaultKind.RevokedToken:
                return RevokedToken.ApplyAsync(fault, http, next);
        }

        fault.Happened();
        return fault.Rule.Kind switch
        {
            FaultKind.ResetBefore => Resets.BeforeAsync(fault, http),
            FaultKind.TooManyRequests => throw new QuotaRefusal(fault.Rule.RetryAfterSeconds ?? 1),
            FaultKind.ServerError => ServerErrorAsync(http, fault.Rule.Status ?? StatusCodes.Status500InternalServerError),
            FaultKind.SlowDown => throw S3Refusal.SlowDown(),
            FaultKind.ExpiredUrl => throw S3Refusal.Expired(),
            FaultKind.CompletionError => FailedCompletion.AnswerAsync(http),
            _ => throw new InvalidOperationException($"Nothing happens to requests by {fault.Rule.Kind}."),
        };
    }

    private static async Task TamperAsync(HttpContext http, RequestDelegate next, Stream body)
    {
        var original = http.Response.Body;
        http.Response.Body = body;
        try
        {
            await next(http);
            await http.Response.CompleteAsync();
        }
        finally
        {
            http.Response.Body = original;
        }
    }

    private static async Task WrongETagAsync(Fault fault, HttpContext http, RequestDelegate next)
    {
        await next(http);
        var eTag = http.Response.Headers.ETag.ToString();
        if (http.Response.HasStarted || eTag.Length < 3) return;
        http.Response.Headers.ETag = $"\"{(eTag[1] == '0' ? '1' : '0')}{eTag[2..]}";
        fault.Happened();
    }

    private static Task ServerErrorAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return http.Request.Path.StartsWithSegments("/s3")
            ? S3Refusal.WriteAsync(http, "InternalError", "We encountered an internal error. Please try again.")
            : UnknownRoute.WriteAsync(http, "The service failed");
    }
}
