using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Apsis.Cli.Deploy;

/// <summary>What a version was made of, as a hash that is kept at the end of its description: <c>… [sha256:…]</c>.</summary>
internal sealed partial class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a text. Its length goes first, so that no two lists of texts are the same bytes.</summary>
    public ContentHash Add(string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        Add(bytes.Length + (text is null ? 0 : 1L));
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

    public void Append(ReadOnlySpan<byte> content) => _hash.AppendData(content);

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    /// <summary>A description with a hash in it.</summary>
    public static string Describe(string? description, string hash) => $"{description} [sha256:{hash}]".TrimStart();

    /// <summary>Whether a description says that its version has this content.</summary>
    public static bool IsIn(string? description, string hash) => description is not null && Mark().Match(description) is { Success: true } mark && mark.Groups[1].Value == hash;

    [GeneratedRegex(@"\[sha256:([0-9a-f]{64})\]\s*\z")]
    private static partial Regex Mark();
}
