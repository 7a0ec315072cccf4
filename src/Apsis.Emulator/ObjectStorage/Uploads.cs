using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.S3;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Opens uploads, gives out the URLs of their parts and takes the parts in.</summary>
internal sealed class Uploads(
    EmulatorDatabase database, BlobFolder blobs, UnusedBlobs unusedBlobs, UploadHashes hashes, PresignedUrls urls, TimeProvider time)
{
    /// <summary>The path of the S3 endpoint that takes parts.</summary>
    public const string S3Path = "/s3/signed-url-uploads/";

    private const string PartNumber = "partNumber";

    /// <summary>URLs for parts of a new upload, or of an open one when its key is given.</summary>
    /// <exception cref="OssRefusal">400, 403 or 404.</exception>
    public async Task<UploadUrls> OpenAsync(
        Caller caller, ObjectPath path, string? uploadKey, int firstPart, int parts, TimeSpan urlLife, CancellationToken cancellationToken)
    {
        if (parts is < 1 or > Upload.MaximumUrls) throw OssRefusal.BadValue("parts");
        if (firstPart < 1 || firstPart > Upload.MaximumParts - parts + 1) throw OssRefusal.BadValue("firstPart");

        var now = time.GetUtcNow();
        var upload = await database.WriteAsync((connection, _) =>
        {
            BucketAccess.Demand(connection, caller, path.BucketKey, BucketRight.Write);
            if (uploadKey is not null)
            {
                var open = UploadRows.Find(connection, uploadKey, now);
                return open?.BucketKey == path.BucketKey && open.ObjectKey == path.ObjectKey ? open : throw OssRefusal.BadUploadKey();
            }

            // Now + 2 days, cut to the day, as in every sample.
            var expires = new DateTimeOffset(now.UtcDateTime.Date.AddDays(2), TimeSpan.Zero);
            var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(30));
            var opened = new Upload(key, path.BucketKey, path.ObjectKey, Guid.NewGuid().ToString(), expires);
            UploadRows.Insert(connection, opened);
            return opened;
        }, cancellationToken);

        var partUrls = Enumerable.Range(firstPart, parts).Select(part => PartUrl(upload, part, urlLife)).ToList();
        return new UploadUrls(upload.UploadKey, ObjectAnswers.Iso(upload.Expires), ObjectAnswers.Iso(now + urlLife), partUrls);
    }

    /// <summary>Takes in a part and returns its entity tag, without quotes. A part sent again replaces the earlier one.</summary>
    /// <exception cref="S3Refusal">404: the upload is not open.</exception>
    public async Task<string> PutPartAsync(string s3Id, string? partNumber, Stream content, CancellationToken cancellationToken)
    {
        var number = int.Parse(partNumber ?? "", CultureInfo.InvariantCulture);
        var upload = await database.ReadAsync(connection => UploadRows.FindByS3Id(connection, s3Id, time.GetUtcNow()), cancellationToken)
            ?? throw S3Refusal.NoSuchUpload();

        // A lone first part becomes the object as it is, so its SHA-1 is taken now instead of by reading it again.
        using var writer = blobs.Create(number == 1 ? BlobHashes.Md5 | BlobHashes.Sha1 : BlobHashes.Md5);
        await BlobCopy.CopyAsync(content, writer, cancellationToken);
        var blob = await writer.CommitAsync(cancellationToken);
        var part = new UploadPart(number, blob.Id, blob.Size, blob.Md5!, blob.Sha1);
        try
        {
            var replaced = await database.WriteAsync((connection, _) =>
                UploadRows.Find(connection, upload.UploadKey, time.GetUtcNow()) is null
                    ? throw S3Refusal.NoSuchUpload()
                    : UploadRows.PutPart(connection, upload.UploadKey, part), cancellationToken);
            hashes.Add(upload.UploadKey, part);
            await unusedBlobs.DeleteAsync(replaced);
            return part.Md5;
        }
        catch
        {
            await unusedBlobs.DeleteAsync([blob.Id]);
            throw;
        }
    }

    private string PartUrl(Upload upload, int part, TimeSpan life)
    {
        var query = new Dictionary<string, string>
        {
            ["uploadId"] = upload.S3Id.Replace("-", "", StringComparison.Ordinal),
            [PartNumber] = part.ToString(CultureInfo.InvariantCulture),
        };
        return urls.Sign("PUT", S3Path + upload.S3Id, life, query).AbsoluteUri;
    }
}
