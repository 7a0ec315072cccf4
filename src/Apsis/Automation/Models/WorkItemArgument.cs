using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>What a parameter is bound to: a text, a JSON value, or something the service fetches or sends.</summary>
[JsonConverter(typeof(WorkItemArgumentConverter))]
public abstract partial record WorkItemArgument
{
    private WorkItemArgument()
    {
    }

    /// <summary>A literal text, for a parameter whose verb is <c>read</c>.</summary>
    public sealed record Text(string Value) : WorkItemArgument;

    /// <summary>A JSON value, for a parameter whose verb is <c>read</c>; sent as <c>{"value": …}</c>.</summary>
    public sealed record Json(JsonNode? Value) : WorkItemArgument;

    /// <summary>Any JSON, sent as it is: for reserved names, and for forms that this version does not know.</summary>
    public sealed record Raw(JsonNode? Value) : WorkItemArgument;

    /// <summary>A literal text that is a secret: prints as ***. Comes back from JSON as a <see cref="Text"/>.</summary>
    public sealed record Secret(string Value) : WorkItemArgument
    {
        /// <summary>Nothing of the text.</summary>
        public override string ToString() => "Secret { *** }";
    }

    /// <summary>A transfer by URL: the service's <c>XrefTreeArgument</c>.</summary>
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

        /// <summary>The main file within an input that is a zip. An output can have none.</summary>
        public string? PathInZip { get; init; }

        /// <summary>Whether an input zip is unpacked, or an output folder zipped; as the parameter says when null. In one of the service's samples, in none of its schemas.</summary>
        public bool? Zip { get; init; }

        /// <summary>Files that are fetched with it, each to a <see cref="LocalName"/> of its own; they may have more.</summary>
        public IReadOnlyList<Transfer>? References { get; init; }

        /// <summary>The body of a request that fetches by POST or PUT.</summary>
        public string? RequestContent { get; init; }

        /// <summary>Fields of a multipart upload to Box, Google Drive or S3; empty for one without fields, null for a plain upload.</summary>
        public JsonObject? Multiparts { get; init; }

        /// <summary>Members that this version does not know, sent as they are.</summary>
        public JsonObject? Extra { get; init; }

        /// <summary>The transfer without its address, headers and bodies, which are secret.</summary>
        public override string ToString() => $"Transfer {{ Verb = {Verb}, LocalName = {LocalName}, Optional = {Optional}, Url = *** }}";
    }
}
