namespace Apsis.Http;

/// <summary>The priority that a request carries to the gate.</summary>
internal static class CallPriorities
{
    private static readonly HttpRequestOptionsKey<CallPriority> Key = new("Apsis.CallPriority");

    public static void Mark(this HttpRequestMessage request, CallPriority priority) => request.Options.Set(Key, priority);

    public static CallPriority Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var priority) ? priority : CallPriority.Interactive;
}
