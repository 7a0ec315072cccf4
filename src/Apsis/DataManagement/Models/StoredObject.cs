using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>An object as the storage describes it.</summary>
public sealed record StoredObject
{
    /// <summary>The bucket.</summary>
    [JsonPropertyName("bucketKey")]
    public string BucketKey { get; init => field = value ?? ""; } = "";

    /// <summary>The key in the bucket.</summary>
    [JsonPropertyName("objectKey")]
    public required string ObjectKey { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>The urn, <c>urn:adsk.objects:os.object:bucket/key</c>.</summary>
    [JsonPropertyName("objectId")]
    public string? ObjectId { get; init; }

    /// <summary>The size in bytes.</summary>
    [JsonPropertyName("size")]
    public long Size { get; init; }

    /// <summary>The SHA-1 of the content in lower-case hexadecimal. Absent in the answer to an upload's completion.</summary>
    [JsonPropertyName("sha1")]
    public string? Sha1 { get; init; }

    /// <summary>The media type.</summary>
    [JsonPropertyName("contentType")]
    public string? ContentType { get; init; }

    /// <summary>The address of the object for calls with a token.</summary>
    [JsonPropertyName("location")]
    public string? Location { get; init; }

    /// <summary>When an object of this key was first stored. Only when asked for: <see cref="ObjectExtras"/>.</summary>
    [JsonPropertyName("createdDate")]
    [JsonConverter(typeof(UnixMillisecondsConverter))]
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When it was last read. Only when asked for.</summary>
    [JsonPropertyName("lastAccessedDate")]
    [JsonConverter(typeof(UnixMillisecondsConverter))]
    public DateTimeOffset? LastAccessedDate { get; init; }

    /// <summary>When its content was last stored. Only when asked for.</summary>
    [JsonPropertyName("lastModifiedDate")]
    [JsonConverter(typeof(UnixMillisecondsConverter))]
    public DateTimeOffset? LastModifiedDate { get; init; }

    /// <summary>The JSON that was stored with it (<see cref="ObjectMetadata.UserDefined"/>). Only when asked for.</summary>
    [JsonPropertyName("userDefinedMetadata")]
    [JsonConverter(typeof(RawTextConverter))]
    public string? UserDefinedMetadata { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
