using System.Security.Cryptography;
using System.Text;

namespace Apsis.DataManagement.Transfers;

/// <summary>
/// Which parts of an unfinished file are there. It stands behind the content, in the file itself, until the file is whole: 32 bytes that say of
/// which content, then a byte for each part.
/// </summary>
internal sealed class RangeRecord
{
    private const int HeadBytes = 32;

    private readonly PartialFile _file;
    private readonly PartPlan _plan;
    private readonly byte[] _parts;

    /// <summary>Reads what an earlier attempt at the same content has left, or begins anew.</summary>
    /// <param name="file">The unfinished file.</param>
    /// <param name="plan">How its content is cut.</param>
    /// <param name="content">What tells this content from any other.</param>
    public RangeRecord(PartialFile file, PartPlan plan, string content)
    {
        (_file, _plan, _parts) = (file, plan, new byte[plan.Count]);
        var head = SHA256.HashData(Encoding.UTF8.GetBytes($"{content}\n{plan.Size}\n{plan.PartSize}"));
        var left = new byte[HeadBytes];
        if (RandomAccess.Read(file.Handle, left, plan.Size) == HeadBytes && left.AsSpan().SequenceEqual(head)
            && RandomAccess.Read(file.Handle, _parts, plan.Size + HeadBytes) == _parts.Length)
            return;

        Array.Clear(_parts);
        file.Write(_parts, plan.Size + HeadBytes);
        file.Write(head, plan.Size);
    }

    public bool IsThere(int number) => _parts[number - 1] == 1;

    /// <summary>All of a part is written.</summary>
    public void Add(int number)
    {
        _parts[number - 1] = 1;
        _file.Write(_parts.AsSpan(number - 1, 1), _plan.Size + HeadBytes + number - 1);
    }
}
