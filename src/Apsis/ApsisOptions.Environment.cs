using System.Globalization;
using Apsis.Http;

namespace Apsis;

public sealed partial class ApsisOptions
{
    /// <summary>Options from the environment variables that each property names; defaults for those that are not set.</summary>
    /// <exception cref="ArgumentException">A variable holds what its option can not; the message names it.</exception>
    public static ApsisOptions FromEnvironment() => FromEnvironment(Environment.GetEnvironmentVariable);

    internal static ApsisOptions FromEnvironment(Func<string, string?> read)
    {
        var options = new ApsisOptions();
        options.ReadEnvironment(read);
        return options;
    }

    /// <summary>Sets what the environment says, and leaves the rest.</summary>
    internal void ReadEnvironment(Func<string, string?> read)
    {
        ClientId = Text(read, "APS_CLIENT_ID") ?? ClientId;
        ClientSecret = Text(read, "APS_CLIENT_SECRET") ?? ClientSecret;
        BaseUrl = Address(read, "APS_BASE_URL") ?? BaseUrl;
        Region = Text(read, "APS_REGION") ?? Region;
        DefaultBucket = Text(read, "APS_DEFAULT_BUCKET") ?? DefaultBucket;
        BucketRegion = Text(read, "APS_BUCKET_REGION") ?? BucketRegion;
        PollInterval = Seconds(read, "APS_POLL_INTERVAL") ?? PollInterval;
        Timeout = Seconds(read, "APS_TIMEOUT") ?? Timeout;
        RateFolder = Text(read, "APS_RATE_FOLDER") ?? RateFolder;
        MaxConnections = Connections(read, "APS_MAX_CONNECTIONS") ?? MaxConnections;
        CallbackUrl = Address(read, "APS_CALLBACK_URL") ?? CallbackUrl;
        UseWebSocket = Flag(read, "APS_USE_WEBSOCKET") ?? UseWebSocket;
        WebSocketUrl = SocketUrlOf(read, "APS_WEBSOCKET_URL") ?? WebSocketUrl;
        Callbacks.BaseUrl = Address(read, "APS_CALLBACK_BASE_URL") ?? Callbacks.BaseUrl;
        Callbacks.Key = Text(read, "APS_CALLBACK_KEY") ?? Callbacks.Key;
    }

    private static string? Text(Func<string, string?> read, string name) => read(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static Uri? Address(Func<string, string?> read, string name) => Text(read, name) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) => url,
        _ => throw new ArgumentException($"The environment variable {name} is not an absolute http or https address."),
    };

    private static Uri? SocketUrlOf(Func<string, string?> read, string name) => Text(read, name) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeWs || url.Scheme == Uri.UriSchemeWss) => url,
        _ => throw new ArgumentException($"The environment variable {name} is not an absolute wss or ws address."),
    };

    private static bool? Flag(Func<string, string?> read, string name) => Text(read, name)?.ToLowerInvariant() switch
    {
        null => null,
        "true" or "1" => true,
        "false" or "0" => false,
        var text => throw new ArgumentException($"The environment variable {name} is '{text}'; it must be true or false."),
    };

    private static int? Connections(Func<string, string?> read, string name) => Text(read, name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= TransferBudget.MostConnections => number,
        var text => throw new ArgumentException($"The environment variable {name} is '{text}'; it must be a whole number from 1 to {TransferBudget.MostConnections}."),
    };

    private static TimeSpan? Seconds(Func<string, string?> read, string name) => Text(read, name) switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 && seconds < 1e9 =>
            TimeSpan.FromSeconds(seconds),
        var text => throw new ArgumentException($"The environment variable {name} is '{text}'; it must be a positive number of seconds, such as 10 or 0.5."),
    };
}
