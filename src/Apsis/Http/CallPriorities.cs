namespace Apsis.Http;

/// <summary>What a request carries to the gate.</summary>
internal static class CallPriorities
{
    private static readonly HttpRequestOptionsKey<CallPriority> Key = new("Apsis.CallPriority");
    private static readonly HttpRequestOptionsKey<RatePass?> Pass = new("Apsis.RatePass");

    public static void Mark(this HttpRequestMessage request, CallPriority priority) => request.Options.Set(Key, priority);

    /// <summary>Lets the first attempt through with a pass that its caller has already.</summary>
    public static void Give(this HttpRequestMessage request, RatePass? pass) => request.Options.Set(Pass, pass);

    /// <summary>The pass that the caller gave, for one attempt.</summary>
    public static RatePass? TakePass(HttpRequestMessage request)
    {
        if (!request.Options.TryGetValue(Pass, out var pass))
            return null;
        request.Options.Set(Pass, null);
        return pass;
    }

    public static CallPriority Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var priority) ? priority : CallPriority.Interactive;
}
