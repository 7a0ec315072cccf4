using System.Net;
using Apsis.Diagnostics;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Apsis.Http;

/// <summary>Which failed calls are made again, and when.</summary>
/// <remarks>
/// <code>
/// outcome                          Idempotent   Once
/// 429                              again        again    (refused: nothing was done)
/// no connection                    again        again    (never sent)
/// 408, 500, 502, 503, 504          again        no
/// reset, time-out, broken answer   again        no       (it may have been done: the caller must find out)
/// any other answer                 no           no
/// </code>
/// The wait is the service's <c>Retry-After</c> where it gives one, within <see cref="ApsPipelineOptions.MaxRetryDelay"/>.
/// </remarks>
internal static class RetryRules
{
    private static readonly HttpRequestOptionsKey<CallKind> Kind = new("Apsis.CallKind");

    public static void MarkOnce(this HttpRequestMessage request) => request.Options.Set(Kind, CallKind.Once);

    public static ResiliencePipeline<HttpResponseMessage> Build(ApsPipelineOptions options, TimeProvider time, ILogger logger)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsPassing(
                    KindOf(arguments.Context.GetRequestMessage()), arguments.Outcome.Result?.StatusCode, arguments.Outcome.Exception)),
                DelayGenerator = arguments => ValueTask.FromResult(Named(arguments.Outcome.Result, options, time)),
                OnRetry = arguments =>
                {
                    Log(logger, arguments);
                    // The answer that is not used would hold its connection.
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            });
        }

        return builder.Build();
    }

    /// <summary>Whether a call is made again, by the table above.</summary>
    public static bool IsPassing(CallKind kind, HttpStatusCode? status, Exception? error) => (kind, status, error) switch
    {
        (_, HttpStatusCode.TooManyRequests, _) => true,
        (_, null, HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }) => true,
        (CallKind.Once, _, _) => false,
        (_, HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout, _) => true,
        (_, null, HttpRequestException or AttemptTimeoutException) => true,
        _ => false,
    };

    private static void Log(ILogger logger, OnRetryArguments<HttpResponseMessage> arguments)
    {
        var request = arguments.Context.GetRequestMessage();
        var outcome = arguments.Outcome.Result is { } answer ? $"{(int)answer.StatusCode}" : arguments.Outcome.Exception?.GetType().Name ?? "no answer";
        logger.CallRetrying(request?.Method.Method ?? "", SignedUrl.Redact(request?.RequestUri?.GetLeftPart(UriPartial.Path) ?? ""), outcome, arguments.RetryDelay.TotalMilliseconds, arguments.AttemptNumber + 2);
    }

    private static CallKind KindOf(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Kind, out var kind) ? kind : CallKind.Idempotent;

    private static TimeSpan? Named(HttpResponseMessage? response, ApsPipelineOptions options, TimeProvider time)
    {
        var wait = RetryAfter.Of(response, time);
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, options.MaxRetryDelay.Ticks));
    }
}
