namespace Apsis.Emulator.ObjectStorage;

/// <summary>Headers that a caller wants on the download instead of the object's own.</summary>
internal sealed record ResponseHeaders(string? ContentType, string? ContentDisposition, string? CacheControl)
{
    public const string ContentTypeName = "response-content-type";
    public const string ContentDispositionName = "response-content-disposition";
    public const string CacheControlName = "response-cache-control";

    /// <exception cref="OssRefusal">400: one of them cannot stand in a header.</exception>
    public static ResponseHeaders Of(Func<string, string?> value) => new(
        HeaderValues.Check(ContentTypeName, value(ContentTypeName)),
        HeaderValues.Check(ContentDispositionName, value(ContentDispositionName)),
        HeaderValues.Check(CacheControlName, value(CacheControlName)));
}
