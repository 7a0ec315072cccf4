using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>A form that accepts one zip for an hour. Its fields are signatures: prints without them.</summary>
public sealed record AppBundleUpload
{
    /// <summary>Where the form is posted to.</summary>
    [JsonPropertyName("endpointURL")]
    public required string EndpointUrl { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>The fields, sent before the file and in this order.</summary>
    [JsonPropertyName("formData")]
    public IReadOnlyDictionary<string, string?> FormData { get; init => field = value ?? new Dictionary<string, string?>(); } = new Dictionary<string, string?>();

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>The address; never the fields.</summary>
    public override string ToString() => $"AppBundleUpload {{ {EndpointUrl}, {FormData.Count} fields *** }}";
}
