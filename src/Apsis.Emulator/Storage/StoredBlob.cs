namespace Apsis.Emulator.Storage;

/// <summary>A blob that is on disk. Hashes are lower-case hex, and null when they were not asked for.</summary>
internal sealed record StoredBlob(string Id, long Size, string? Sha1, string? Md5);
