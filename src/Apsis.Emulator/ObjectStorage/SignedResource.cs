namespace Apsis.Emulator.ObjectStorage;

/// <summary>A link to an object that needs no token. Whoever knows its id may use it.</summary>
internal sealed record SignedResource(string Id, string BucketKey, string ObjectKey, string Access, DateTimeOffset Expires, bool SingleUse)
{
    public bool CanRead => Access is "read" or "readwrite";

    public bool CanWrite => Access is "write" or "readwrite";
}
