namespace Apsis.Http;

/// <summary>The wait that a server asks for, in seconds or as a date of its own clock; null when it names none, or one that is over.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(HttpResponseMessage? response, TimeProvider time)
    {
        TimeSpan? wait = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            // This machine's clock may be wrong by more than the wait.
            { Date: { } date } => date - (response.Headers.Date ?? time.GetUtcNow()),
            _ => null,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }
}
