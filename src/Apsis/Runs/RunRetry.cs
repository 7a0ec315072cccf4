using System.Net;
using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>When a failed step is tried again.</summary>
internal static class RunRetry
{
    private const int MaxFailures = 2;

    /// <summary>The wait before the next try; null when there shall be none.</summary>
    public static TimeSpan? After(Exception error, int failuresBefore) =>
        IsPassing(error) && failuresBefore < MaxFailures ? TimeSpan.FromSeconds(1 << failuresBefore) : null;

    // Calls and parts have been retried below: what arrives here as an outage has lasted a while.
    private static bool IsPassing(Exception error) => error is ApsHttpException
    {
        Status: null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
    };
}
