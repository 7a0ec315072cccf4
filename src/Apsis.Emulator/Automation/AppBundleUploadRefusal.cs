using Apsis.Emulator.Hosting;
using Apsis.Emulator.S3;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>What the storage refuses of a posted form, as S3's XML error.</summary>
internal sealed class AppBundleUploadRefusal(int status, string code, string message) : ServiceRefusal(status, message)
{
    public static AppBundleUploadRefusal Denied(string message) => new(StatusCodes.Status403Forbidden, "AccessDenied", message);

    public static AppBundleUploadRefusal WrongSignature() => new(
        StatusCodes.Status403Forbidden, "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.");

    public static AppBundleUploadRefusal Malformed(string message) => new(StatusCodes.Status400BadRequest, "MalformedPOSTRequest", message);

    public static AppBundleUploadRefusal NoFile() => new(
        StatusCodes.Status400BadRequest, "InvalidArgument", "POST requires exactly one file upload per request.");

    public static AppBundleUploadRefusal TooLarge() => new(
        StatusCodes.Status400BadRequest, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");

    public static AppBundleUploadRefusal NoSuchKey() => new(StatusCodes.Status404NotFound, "NoSuchKey", "The specified key does not exist.");

    public override Task WriteBodyAsync(HttpContext http) => S3Refusal.WriteAsync(http, code, Message);
}
