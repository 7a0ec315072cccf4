using System.Net;
using System.Runtime.CompilerServices;
using Apsis.Exceptions;

namespace Apsis.DataManagement;

public sealed partial class ObjectsResource
{
    /// <summary>Deletes objects, some at a time, and tells of each in order. One that can not be deleted does not stop the others.</summary>
    /// <remarks>Deletes as it is read: who stops reading stops the deletion, a few objects later.</remarks>
    public IAsyncEnumerable<ObjectDeletion> DeleteManyAsync(
        string bucketKey, IEnumerable<string> objectKeys, DeleteManyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objectKeys);
        var bucket = BucketKey.Parse(bucketKey);
        List<ObjectKey> keys = [.. objectKeys.Select(ObjectKey.Parse)];
        return ParallelCalls.SelectAsync(keys.ToAsyncEnumerable(), (options ?? new()).MaxConcurrency, (key, stop) => TryDeleteAsync(bucket, key, stop), cancellationToken);
    }

    /// <summary>Deletes the objects that were last changed longer ago than <paramref name="age"/>, and tells of each.</summary>
    /// <remarks>
    /// An object's age counts from the later of its two dates, created and last modified, to the service's own clock. One for which the
    /// service names not both dates is kept. One that is overwritten between the look and the deletion is lost: OSS knows no conditional deletion.
    /// </remarks>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="age">More than nothing.</param>
    /// <param name="options">Which, and how.</param>
    /// <param name="cancellationToken">Ends the cleanup; what is deleted stays so.</param>
    public IAsyncEnumerable<OldObject> DeleteOlderThanAsync(
        string bucketKey, TimeSpan age, CleanupOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(age, TimeSpan.Zero);
        return CleanAsync(BucketKey.Parse(bucketKey), age, options ?? new(), cancellationToken);
    }

    private async IAsyncEnumerable<OldObject> CleanAsync(
        BucketKey bucket, TimeSpan age, CleanupOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = default(CleanupProgress);
        var looks = ParallelCalls.SelectAsync(
            ListAsync(bucket.Value, options.Prefix, cancellationToken), options.MaxConcurrency,
            (item, stop) => CleanAsync(bucket, ObjectKey.Parse(item.ObjectKey), age, options.DryRun, stop), cancellationToken);
        await foreach (var (old, isUndated) in looks.ConfigureAwait(false))
        {
            seen = new CleanupProgress(seen.Seen + 1, seen.Old + (old is null ? 0 : 1), seen.OldBytes + (old?.Object.Size ?? 0), seen.Undated + (isUndated ? 1 : 0));
            options.Progress?.Report(seen);
            if (old is not null)
                yield return old;
        }
    }

    private async Task<(OldObject? Old, bool IsUndated)> CleanAsync(BucketKey bucket, ObjectKey key, TimeSpan age, bool dryRun, CancellationToken cancellationToken)
    {
        StoredObject stored;
        DateTimeOffset? now;
        try
        {
            (stored, now) = await Details(bucket.Value, key.Value, ObjectExtras.CreatedDate | ObjectExtras.LastModifiedDate)
                .ReadDatedAsync(StorageJson.Default.StoredObject, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException gone) when (gone.Status == HttpStatusCode.NotFound)
        {
            return (null, false);
        }

        if (stored.CreatedDate is not { } created || stored.LastModifiedDate is not { } modified)
            return (null, true);

        var changed = created > modified ? created : modified;
        // By this machine's clock, a wrong date on it would delete what is young.
        if ((now ?? Pipeline.Time.GetUtcNow()) - changed < age)
            return (null, false);
        if (dryRun)
            return (new OldObject { Object = stored, Changed = changed }, false);

        var deletion = await TryDeleteAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        return (new OldObject { Object = stored, Changed = changed, IsDeleted = deletion.IsGone, Error = deletion.Error }, false);
    }

    private async Task<ObjectDeletion> TryDeleteAsync(BucketKey bucket, ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(bucket.Value, key.Value, cancellationToken).ConfigureAwait(false);
            return new ObjectDeletion { ObjectKey = key.Value };
        }
        catch (ApsHttpException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return new ObjectDeletion { ObjectKey = key.Value, WasMissing = true };
        }
        catch (ApsHttpException error)
        {
            return new ObjectDeletion { ObjectKey = key.Value, Error = error };
        }
    }
}
