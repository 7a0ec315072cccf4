using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Apsis.Files;

/// <summary>A SHA-256 over a list of texts, numbers and digests, so framed that no two lists are the same bytes.</summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a text, after its length. Null is not the empty text.</summary>
    public ContentHash Add(string? text)
    {
        if (text is null)
            return Add(-1);

        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    public ContentHash Add(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
        return this;
    }

    /// <summary>Adds the digest of something: always of the same length.</summary>
    public ContentHash AddDigest(ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, SHA256.HashSizeInBytes);
        _hash.AppendData(digest);
        return this;
    }

    /// <summary>The hash as 64 lower-case hexadecimal digits.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
