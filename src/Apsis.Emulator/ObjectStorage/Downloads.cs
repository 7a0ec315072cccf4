using Apsis.Emulator.S3;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Makes the URLs that objects are downloaded from.</summary>
internal sealed class Downloads(PresignedUrls urls)
{
    /// <summary>The path of the S3 endpoint that serves content.</summary>
    public const string S3Path = "/s3/oss-objects/";

    /// <summary>
    /// A URL of this version of the object: when the object is replaced, the URL answers 404, so that ranges of old and new content
    /// are never mixed.
    /// </summary>
    public DownloadUrl Sign(StoredObject stored, ResponseHeaders response, TimeSpan life)
    {
        var parameters = ParametersOf(stored, response);
        if (InlineContent.IsExecutable(parameters)) throw OssRefusal.InlineExecutable();
        var query = new Dictionary<string, string>
        {
            [ResponseHeaders.ContentTypeName] = parameters.ContentType,
            [ResponseHeaders.ContentDispositionName] = parameters.ContentDisposition,
        };
        if (parameters.CacheControl is not null) query[ResponseHeaders.CacheControlName] = parameters.CacheControl;

        var url = urls.Sign("GET", S3Path + stored.VersionId, life, query).AbsoluteUri;
        return new DownloadUrl("complete", url, parameters, stored.Size, stored.Sha1);
    }

    /// <summary>The headers of a download: those asked for, else the object's own.</summary>
    public static DownloadParameters ParametersOf(StoredObject stored, ResponseHeaders response) => new(
        response.ContentType ?? stored.Headers.ContentType,
        response.ContentDisposition ?? HeaderValues.Disposition(stored),
        response.CacheControl ?? stored.Headers.CacheControl);
}
