namespace Apsis.Emulator.Storage;

/// <summary>At start, before anything listens: deletes the blobs that a crash left without an owner.</summary>
internal sealed class BlobSweep(EmulatorDatabase database, BlobFolder blobs, IEnumerable<IBlobOwner> owners)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var needed = await database.ReadAsync(
            connection => owners.SelectMany(owner => owner.ReferencedBlobIds(connection)).ToHashSet(), cancellationToken);
        blobs.DeleteAllExcept(needed);
    }
}
