using Apsis.Runs.Callbacks;

namespace Apsis.Cli.Doctor;

/// <summary>Looks at the settings of callbacks: their form, and what they are without each other. Never tells the key.</summary>
internal static class CallbackSettings
{
    public static IEnumerable<Finding> Look(ApsisOptions options)
    {
        if (options.CallbackUrl is { } own)
            yield return IsCallable(own, options.BaseUrl)
                ? new Finding("callback", Finding.Ok, $"{own.GetLeftPart(UriPartial.Authority)} is an address of the right form; whether the service reaches it shows when it calls")
                : new Finding("callback", Finding.Failed, "APS_CALLBACK_URL must be an https address that the internet can reach.");
        if (options.Callbacks.BaseUrl is not null || options.Callbacks.Key is not null)
            yield return LookAtReceiver(options);
    }

    private static Finding LookAtReceiver(ApsisOptions options)
    {
        try
        {
            _ = new RunCallbacks(options.Callbacks);
        }
        catch (ArgumentException error)
        {
            return new Finding("callbacks", Finding.Failed, error.Message);
        }

        if (options.Callbacks.BaseUrl is not { } receiver)
            return new Finding("callbacks", Finding.Warning, "APS_CALLBACK_KEY is set and APS_CALLBACK_BASE_URL is not: no WorkItem is asked to call back.");
        if (options.CallbackUrl is not null)
            return new Finding("callbacks", Finding.Failed, "APS_CALLBACK_URL and APS_CALLBACK_BASE_URL are both set: a WorkItem has one address to call. Keep one of them.");
        if (!IsCallable(receiver, options.BaseUrl))
            return new Finding("callbacks", Finding.Failed, "APS_CALLBACK_BASE_URL must be an https address that the internet can reach.");

        var address = receiver.GetLeftPart(UriPartial.Authority);
        return options.Callbacks.Key is null
            ? new Finding("callbacks", Finding.Warning, $"WorkItems call {address}; without APS_CALLBACK_KEY a program refuses those of another, and its own from before it was restarted.")
            : new Finding("callbacks", Finding.Ok, $"WorkItems call {address}, with secrets of a key that is long enough; whether the service reaches it shows when it calls");
    }

    private static bool IsCallable(Uri callback, Uri service) => service.IsLoopback ? callback.Scheme == Uri.UriSchemeHttps || callback.IsLoopback : callback is { Scheme: "https", IsLoopback: false };
}
