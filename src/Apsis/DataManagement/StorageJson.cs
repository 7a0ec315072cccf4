using System.Text.Json.Serialization;

namespace Apsis.DataManagement;

/// <summary>Everything of the object storage that crosses the wire.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Bucket))]
[JsonSerializable(typeof(BucketCreation))]
[JsonSerializable(typeof(StoragePage<Bucket>))]
[JsonSerializable(typeof(StoragePage<StoredObject>))]
[JsonSerializable(typeof(StoredObject))]
[JsonSerializable(typeof(UploadUrls))]
[JsonSerializable(typeof(UploadCompletion))]
[JsonSerializable(typeof(UploadCompleted))]
[JsonSerializable(typeof(SignedDownload))]
[JsonSerializable(typeof(SignedResource))]
[JsonSerializable(typeof(SignedResourceRequest))]
internal sealed partial class StorageJson : JsonSerializerContext;
