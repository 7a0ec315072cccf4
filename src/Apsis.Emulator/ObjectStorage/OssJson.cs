using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Emulator.ObjectStorage;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BucketRequest))]
[JsonSerializable(typeof(ProtectionRequest))]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(BucketDetails))]
[JsonSerializable(typeof(BucketPage))]
[JsonSerializable(typeof(ObjectDetails))]
[JsonSerializable(typeof(ObjectPage))]
[JsonSerializable(typeof(UploadUrls))]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(CompletionFailure))]
[JsonSerializable(typeof(DownloadUrl))]
[JsonSerializable(typeof(SignedUrlRequest))]
[JsonSerializable(typeof(SignedUrl))]
[JsonSerializable(typeof(BatchRequest<BatchUpload>))]
[JsonSerializable(typeof(BatchRequest<BatchCompletion>))]
[JsonSerializable(typeof(BatchRequest<BatchDownload>))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(BatchFailure))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class OssJson : JsonSerializerContext;
