using System.Text.Json.Nodes;
using Apsis.Http;

namespace Apsis.Automation;

public abstract partial record WorkItemArgument
{
    /// <summary>A call of the service to an address of the caller's: <see cref="ReservedArguments.OnComplete"/>, <see cref="ReservedArguments.OnProgress"/>.</summary>
    public static Transfer Callback(Uri url) => Callback(url, null);

    /// <summary>A call of the service to an address of the caller's, with headers, such as one that the receiver knows it by.</summary>
    public static Transfer Callback(Uri url, IReadOnlyDictionary<string, string>? headers)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new Transfer { Url = url.AbsoluteUri, Verb = Automation.Verb.Post, Headers = headers };
    }

    /// <summary>An input that the service fetches from a signed URL.</summary>
    public static Transfer Get(SignedUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new Transfer { Url = url.Reveal(), Verb = Automation.Verb.Get };
    }

    /// <summary>An input that the service fetches from an address.</summary>
    public static Transfer Get(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new Transfer { Url = url.AbsoluteUri, Verb = Automation.Verb.Get };
    }

    /// <summary>An output that the service sends to an address.</summary>
    public static Transfer Put(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new Transfer { Url = url.AbsoluteUri, Verb = Automation.Verb.Put };
    }

    /// <summary>An output that the service sends to a signed URL.</summary>
    public static Transfer Put(SignedUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new Transfer { Url = url.Reveal(), Verb = Automation.Verb.Put };
    }

    /// <summary>A small file whose text stands in the WorkItem itself. The parameter, or <paramref name="localName"/>, must say what it is called.</summary>
    /// <remarks>It counts against the limit of the whole request, <see cref="ApsLimits.MaxPayloadBytes"/>.</remarks>
    public static Transfer Data(string text, string mediaType = "text/plain", string? localName = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrWhiteSpace(mediaType);
        return mediaType.Contains(',', StringComparison.Ordinal)
            ? throw new ArgumentException($"'{mediaType}' is no media type.", nameof(mediaType))
            : new Transfer { Url = $"data:{mediaType},{Uri.EscapeDataString(text)}", Verb = Automation.Verb.Get, LocalName = localName };
    }

    /// <summary>For <see cref="ReservedArguments.AdskDebug"/>: the job folder is kept as a zip, at <see cref="WorkItem.DebugInfoUrl"/>.</summary>
    public static Raw Debug() => new(new JsonObject { ["uploadJobFolder"] = true });

    /// <summary>For <see cref="ReservedArguments.AdskMask"/>: whether addresses are hidden in the report.</summary>
    public static Raw Mask(bool hide) => new(JsonValue.Create(hide));

    /// <summary>For <see cref="ReservedArguments.Adsk3LeggedToken"/>: lets a Revit program open the user's cloud models.</summary>
    public static Secret UserToken(string accessToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessToken);
        return new Secret(accessToken);
    }
}
