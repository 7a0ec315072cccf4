namespace Apsis.Emulator.Storage;

/// <summary>Which hashes to take while a blob is written.</summary>
[Flags]
internal enum BlobHashes
{
    None = 0,
    Sha1 = 1,
    Md5 = 2,
}
