namespace Apsis.Cli.Target;

/// <summary>Which service a command talks to, and as whom.</summary>
internal static class TargetRules
{
    private const string AnyClient = "apsis";
    private const int MaxBucketKeyLength = 128;

    /// <summary>Fills in what an emulator needs, and says whether it is the built-in one.</summary>
    /// <remarks>
    /// <code>
    /// client id and secret   APS_BASE_URL        target
    /// both                   any                 the service there
    /// one                    any                 refused
    /// none                   none                the built-in emulator
    /// none                   on this machine     the emulator there, as client "apsis"
    /// none                   elsewhere           refused
    /// </code>
    /// </remarks>
    /// <exception cref="UsageException">Refused.</exception>
    public static bool Choose(ApsisOptions options, Func<string, string?> variable)
    {
        var hasId = options.ClientId.Length > 0;
        var hasSecret = options.ClientSecret.Length > 0;
        if (hasId != hasSecret)
        {
            throw new UsageException(hasId
                ? "APS_CLIENT_ID is set and APS_CLIENT_SECRET is not. Set both, or none for the built-in emulator."
                : "APS_CLIENT_SECRET is set and APS_CLIENT_ID is not. Set both, or none for the built-in emulator.");
        }

        if (hasId)
            return false;

        var isElsewhere = !string.IsNullOrWhiteSpace(variable("APS_BASE_URL"));
        if (isElsewhere && !options.BaseUrl.IsLoopback)
            throw new UsageException($"APS_BASE_URL is {options.BaseUrl.GetLeftPart(UriPartial.Authority)}, which needs credentials: set APS_CLIENT_ID and APS_CLIENT_SECRET.");

        options.ClientId = AnyClient;
        options.ClientSecret = AnyClient;
        return !isElsewhere;
    }

    /// <summary>A bucket key with the client id in it.</summary>
    public static string BucketOf(string clientId)
    {
        var key = $"apsis-{string.Concat(clientId.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'))}";
        return key[..Math.Min(key.Length, MaxBucketKeyLength)];
    }
}
