using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>What can be done with the address of a signed resource (<see cref="ObjectsResource.SignAsync"/>). No token is sent to it.</summary>
public sealed class SignedResourcesResource
{
    private const string Marker = "/oss/v2/signedresources/";

    private readonly DataManagementClient _client;

    internal SignedResourcesResource(DataManagementClient client) => _client = client;

    /// <summary>Downloads to a file, which appears when it is whole, replacing an older one.</summary>
    /// <param name="resource">The address, with read access.</param>
    /// <param name="localPath">The file. Its folder is created when there is none.</param>
    /// <param name="progress">Told the bytes received so far.</param>
    /// <param name="cancellationToken">Ends the download; nothing is left on disk.</param>
    /// <exception cref="ApsHttpException">It has expired or was used (404), or grants no reading (403).</exception>
    /// <exception cref="TransferException">The file can not be written, or what came is not the object.</exception>
    public async Task DownloadAsync(SignedUrl resource, string localPath, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        using var file = PartialFile.Create(localPath, 0);
        var source = new ContentSource(resource, Size: null, Sha1: null, CanRenew: false);
        await new ContentDownload(_client.Pipeline, resource.ToString(), progress).RunAsync(_ => Task.FromResult(source), file.AppendAsync, cancellationToken)
            .ConfigureAwait(false);
        file.Commit();
    }

    /// <summary>Puts a file, in one request. The object appears, or is replaced, when it is whole.</summary>
    /// <exception cref="ApsHttpException">It has expired or was used (404), grants no writing (403), or the condition did not hold (412).</exception>
    /// <exception cref="TransferException">The file can not be read, or changed meanwhile.</exception>
    public async Task<StoredObject> UploadAsync(SignedUrl resource, string localPath, SignedUploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var file = OpenRead(localPath);
        await using (file.ConfigureAwait(false))
            return await UploadAsync(resource, file, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts what a stream holds from its position to its end, in one request. The stream can seek: the service wants the length first.</summary>
    public Task<StoredObject> UploadAsync(SignedUrl resource, Stream content, SignedUploadOptions? options = null, CancellationToken cancellationToken = default) =>
        Upload(resource, content, options).RunAsync(cancellationToken);

    /// <summary>Puts a file in pieces, each of which is sent again when it does not arrive. The object appears with the last.</summary>
    public async Task<StoredObject> UploadResumableAsync(SignedUrl resource, string localPath, SignedUploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var file = OpenRead(localPath);
        await using (file.ConfigureAwait(false))
            return await UploadResumableAsync(resource, file, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts what a stream holds in pieces, each of which is sent again when it does not arrive. The stream can seek.</summary>
    public Task<StoredObject> UploadResumableAsync(SignedUrl resource, Stream content, SignedUploadOptions? options = null, CancellationToken cancellationToken = default) =>
        Upload(resource, content, options).RunInPiecesAsync(cancellationToken);

    /// <summary>Deletes the signed resource, with the app's token; only the bucket's owner can.</summary>
    /// <remarks>The documentation contradicts itself on whether the object goes as well. The emulator keeps it.</remarks>
    /// <exception cref="ArgumentException">The address is not one of a signed resource.</exception>
    public Task DeleteAsync(SignedUrl resource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var path = resource.Uri.AbsolutePath;
        var id = path.StartsWith(Marker, StringComparison.Ordinal) ? path[Marker.Length..] : "";
        if (id.Length == 0 || id.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException("The address is not one of a signed resource (/oss/v2/signedresources/…).", nameof(resource));

        // Only the id is taken: the token goes to the service, not wherever the address points.
        var region = SignedUpload.RegionOf(resource);
        var call = _client.Call(HttpMethod.Delete, $"signedresources/{id}{(region is null ? "" : $"?region={region}")}");
        return (region is null ? call : call.WithHeader("x-ads-region", region)).RunAsync(cancellationToken);
    }

    private SignedUpload Upload(SignedUrl resource, Stream content, SignedUploadOptions? options)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(content);
        options ??= new();
        options.Validate();
        return content.CanSeek
            ? new SignedUpload(_client.Pipeline, resource, content, options)
            : throw new ArgumentException("The stream can not seek, and a signed resource wants the length first. Give a file, or upload with UploadAsync of Objects.", nameof(content));
    }

    private static FileStream OpenRead(string localPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        try
        {
            return new FileStream(localPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TransferException($"'{localPath}' can not be read: {error.Message}", error);
        }
    }
}
