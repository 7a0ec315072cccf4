using System.Net;
using Apsis.Exceptions;
using Microsoft.Win32.SafeHandles;

namespace Apsis.DataManagement.Transfers;

/// <summary>Finds that nothing has to be moved: size and SHA-1 are the same on both sides.</summary>
internal static class SameContent
{
    /// <summary>The object, when it is what the file is.</summary>
    public static async Task<StoredObject?> FindAsync(ObjectsResource objects, BucketKey bucket, ObjectKey key, LocalFile file, CancellationToken cancellationToken)
    {
        StoredObject stored;
        try
        {
            stored = await objects.GetDetailsAsync(bucket.Value, key.Value, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        return stored.Size == file.Size && await HasSha1Async(file.Handle, file.Size, stored.Sha1, cancellationToken).ConfigureAwait(false) ? stored : null;
    }

    /// <summary>Whether the file at a path is what the service has.</summary>
    public static async Task<bool> IsAtAsync(string path, long size, string? sha1, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true } info || info.Length != size)
                return false;
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
            return await HasSha1Async(file, size, sha1, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<bool> HasSha1Async(SafeFileHandle file, long size, string? sha1, CancellationToken cancellationToken) =>
        sha1 is { Length: > 0 } && string.Equals(sha1, await FollowingHash.OfAsync(file, size, cancellationToken).ConfigureAwait(false), StringComparison.OrdinalIgnoreCase);
}
