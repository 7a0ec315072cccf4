using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>What the object storage refuses, with the service's own texts.</summary>
internal sealed class OssRefusal(int status, string reason) : ServiceRefusal(status, reason)
{
    // Two blanks, as the service writes it.
    public static OssRefusal BadBucketKey() => new(400, "Valid field 'bucketKey' must be of the form  [-_.a-z0-9]{3,128}");

    public static OssRefusal BadValue(string name) => new(400, $"Invalid {name}");

    public static OssRefusal BadBody(string why) => new(400, why);

    public static OssRefusal BucketExists() => new(409, "Bucket already exists");

    public static OssRefusal BucketProtected() => new(403, "Bucket is protected");

    public static OssRefusal NoTransfer() => new(400, "No transfer of the bucket has been initiated");

    public static OssRefusal NoBucket() => new(404, "Bucket not found");

    public static OssRefusal NoObject() => new(404, "Object does not exist");

    public static OssRefusal NotAllowed() => new(403, "The client has no access to this bucket");

    public static OssRefusal NoSignedResource() => new(404, "Signed resource does not exist");

    public static OssRefusal NoWriteAccess() => new(403, "Signed Resource does not grant write permissions");

    public static OssRefusal NoReadAccess() => new(403, "Signed Resource does not grant read permissions");

    public static OssRefusal ETagMismatch() => new(412, "ETag Not Matched");

    public static OssRefusal OverlappingRanges() => new(416, "Overlapping Ranges");

    public static OssRefusal WrongLength(long found, long required) => new(416, $"Chunk-Length mismatch (found: {found}, required:{required})");

    public static OssRefusal OtherTotal() => new(409, "The total size differs from that of the session's earlier chunks");

    public static OssRefusal InlineExecutable() => new(400, "Inline executable content not allowed");

    public static OssRefusal BadUploadKey() => new(400, "InvalidUploadKey");

    public override Task WriteBodyAsync(HttpContext http) => http.WriteJsonAsync(new Reason(Message), UnknownRouteJson.Default.Reason);
}
