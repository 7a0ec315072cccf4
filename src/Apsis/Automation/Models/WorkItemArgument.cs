using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>What a parameter is bound to: a text, a JSON value, or something the service fetches or sends.</summary>
[JsonConverter(typeof(WorkItemArgumentConverter))]
public abstract record WorkItemArgument
{
    private WorkItemArgument()
    {
    }

    /// <summary>A literal text, for a parameter whose verb is <c>read</c>.</summary>
    public sealed record Text(string Value) : WorkItemArgument;

    /// <summary>A JSON value, for a parameter whose verb is <c>read</c>, or for a reserved name such as <c>adskDebug</c>.</summary>
    public sealed record Json(JsonNode? Value) : WorkItemArgument;

    /// <summary>A transfer by URL.</summary>
    public sealed record Transfer : WorkItemArgument
    {
        /// <summary>An https, http or data URL, or <c>urn:adsk.objects:os.object:bucket/key</c>. May hold a signature: prints as ***.</summary>
        public required string Url { get; init; }

        /// <summary>How it is moved; the parameter's own verb when null.</summary>
        public Verb? Verb { get; init; }

        /// <summary>Headers that the service sends with the transfer. For an object's urn: <c>Authorization</c>. Print as ***.</summary>
        public IReadOnlyDictionary<string, string>? Headers { get; init; }

        /// <summary>Whether the WorkItem goes on without it.</summary>
        public bool Optional { get; init; }

        /// <summary>The name in the job folder; the parameter's when null.</summary>
        public string? LocalName { get; init; }

        /// <summary>The main file within an input that is a zip.</summary>
        public string? PathInZip { get; init; }

        /// <summary>Members that this version does not know, sent as they are.</summary>
        public JsonObject? Extra { get; init; }

        /// <summary>The transfer without its address and headers, which are secret.</summary>
        public override string ToString() => $"Transfer {{ Verb = {Verb}, LocalName = {LocalName}, Optional = {Optional}, Url = *** }}";
    }

    /// <summary>A call of the service to an address of the caller's: <c>onComplete</c>, <c>onProgress</c>.</summary>
    public static Transfer Callback(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new Transfer { Url = url.AbsoluteUri, Verb = Automation.Verb.Post };
    }
}
