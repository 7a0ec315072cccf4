using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.DataManagement;

/// <summary>Everything of the object storage that crosses the wire.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Bucket))]
[JsonSerializable(typeof(BucketCreation))]
[JsonSerializable(typeof(BucketProtection))]
[JsonSerializable(typeof(BucketTransfer))]
[JsonSerializable(typeof(StoragePage<Bucket>))]
[JsonSerializable(typeof(StoragePage<StoredObject>))]
[JsonSerializable(typeof(StoredObject))]
[JsonSerializable(typeof(UploadUrls))]
[JsonSerializable(typeof(CompletionBody))]
[JsonSerializable(typeof(AnswerHead))]
[JsonSerializable(typeof(DownloadUrls))]
[JsonSerializable(typeof(SignedResource))]
[JsonSerializable(typeof(SignedResourceRequest))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(BatchBody<BatchedUpload>))]
[JsonSerializable(typeof(BatchBody<CompletionBody>))]
[JsonSerializable(typeof(BatchBody<BatchedDownload>))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class StorageJson : JsonSerializerContext;
