using System.Net;

namespace Apsis.DataManagement.Transfers;

/// <summary>An attempt that came to nothing, and may be made again.</summary>
internal sealed class BrokenLineException(string message, HttpStatusCode? status = null, TimeSpan? retryAfter = null) : Exception(message)
{
    public HttpStatusCode? Status => status;

    /// <summary>The wait that the storage asks for.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>Whether the storage or the line can bear no more, rather than the address being too old.</summary>
    public bool IsTrouble => status is null or HttpStatusCode.TooManyRequests || (int)status >= 500;
}
