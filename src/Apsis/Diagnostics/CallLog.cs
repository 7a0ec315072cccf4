using Microsoft.Extensions.Logging;

namespace Apsis.Diagnostics;

/// <summary>What a log says of calls that did not go well at once. Addresses are without their queries, which may hold signatures.</summary>
internal static partial class CallLog
{
    /// <summary>The category.</summary>
    public const string Category = "Apsis.Http";

    [LoggerMessage(1101, LogLevel.Warning, "{Method} {Url} failed ({Outcome}) and is made again in {DelayMs:0} ms, attempt {Attempt}", EventName = "CallRetrying")]
    public static partial void CallRetrying(this ILogger logger, string method, string url, string outcome, double delayMs, int attempt);

    [LoggerMessage(1102, LogLevel.Warning, "The service limits the rate of calls (429): all calls wait for {Seconds:0.#} s", EventName = "RateLimited")]
    public static partial void RateLimited(this ILogger logger, double seconds);
}
