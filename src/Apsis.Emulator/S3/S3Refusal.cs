using System.Security;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.S3;

/// <summary>What S3 refuses, as its XML error.</summary>
internal sealed class S3Refusal(int status, string code, string message) : ServiceRefusal(status, message)
{
    public static S3Refusal Expired() => new(403, "AccessDenied", "Request has expired");

    public static S3Refusal NotSigned() => new(403, "AccessDenied", "Access Denied");

    public static S3Refusal WrongSignature() => new(
        403, "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.");

    public static S3Refusal NoSuchKey() => new(404, "NoSuchKey", "The specified key does not exist.");

    public static S3Refusal NoSuchUpload() => new(
        404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");

    public static S3Refusal ConditionFailed() => new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");

    public static S3Refusal BadRange() => new(416, "InvalidRange", "The requested range is not satisfiable");

    public static S3Refusal SlowDown() => new(503, "SlowDown", "Please reduce your request rate.");

    public override Task WriteBodyAsync(HttpContext http) => WriteAsync(http, code, Message);

    public static Task WriteAsync(HttpContext http, string code, string message)
    {
        http.Response.MarkPassive();
        return http.WriteTextAsync(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message><RequestId>{http.Response.Headers["x-request-id"]}</RequestId></Error>
            """, "application/xml");
    }
}
