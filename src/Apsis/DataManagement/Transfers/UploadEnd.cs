using System.Net;
using Apsis.Exceptions;

namespace Apsis.DataManagement.Transfers;

/// <summary>Makes an object of the parts that were sent, and compares its SHA-1.</summary>
/// <param name="objects">Where.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="completion">What is completed.</param>
/// <param name="sha1">The SHA-1 of what was sent.</param>
internal sealed class UploadEnd(ObjectsResource objects, BucketKey bucket, UploadCompletion completion, string sha1)
{
    public async Task<StoredObject> RunAsync(CancellationToken cancellationToken)
    {
        StoredObject? stored = null;
        ApsException? refusal = null;
        try
        {
            stored = await objects.CompleteUploadAsync(bucket.Value, completion, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsException error) when (error is TransferException or ApsHttpException)
        {
            // A completion whose answer was lost is made again, and then there is no such upload any more, or something else is in the way.
            refusal = error;
        }

        if (stored?.Sha1 is { Length: > 0 })
            return Checked(stored, stored.Sha1);

        var details = await DetailsAsync(isOptional: refusal is not null, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
            return details?.Sha1 == sha1 && details.Size == completion.Size ? details : throw refusal;
        return details?.Sha1 is { Length: > 0 } theirs ? Checked(stored! with { Sha1 = theirs }, theirs) : stored!;
    }

    private StoredObject Checked(StoredObject stored, string theirs) =>
        string.Equals(theirs, sha1, StringComparison.OrdinalIgnoreCase) ? stored : throw new TransferException(
            $"The upload to {bucket}/{completion.ObjectKey} failed: the object's SHA-1 is {theirs}, and what was sent has {sha1}. "
            + "Either something else writes to that object, or the content was damaged on its way. Run again.");

    // Who may write is not always allowed to read. And a refusal is what the user is to hear of.
    private async Task<StoredObject?> DetailsAsync(bool isOptional, CancellationToken cancellationToken)
    {
        try
        {
            return await objects.GetDetailsAsync(bucket.Value, completion.ObjectKey, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsException error) when (isOptional || error is ApsHttpException { Status: HttpStatusCode.Forbidden or HttpStatusCode.NotFound })
        {
            return null;
        }
    }
}
