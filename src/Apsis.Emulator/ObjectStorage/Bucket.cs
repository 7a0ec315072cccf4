namespace Apsis.Emulator.ObjectStorage;

/// <summary>A bucket and who may use it, its owner included.</summary>
internal sealed record Bucket(
    string Key, string Owner, string Policy, string Region, DateTimeOffset Created, IReadOnlyList<BucketGrant> Permissions);
