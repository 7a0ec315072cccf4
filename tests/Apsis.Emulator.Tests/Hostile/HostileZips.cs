using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Apsis.Emulator.Tests.Hostile;

/// <summary>Zips that want out of their folder, or to fill the disk.</summary>
public static class HostileZips
{
    private const int SymbolicLink = unchecked((int)0xA1FF0000);

    // Packing it takes longer than a hundred requests.
    private static readonly byte[] Bomb = MakeBomb();

    public static byte[] Next(NastyValues nasty, Random random)
    {
        var zip = random.Next(8) switch
        {
            0 => Of(("Tool.bundle/ok.txt", "fine", 0)),
            1 => Of((Name(nasty, random), "out", 0)),
            2 => Of(("link", "/tmp", SymbolicLink), ("link/through.txt", "out", 0)),
            3 => Of(("link", "../../..", SymbolicLink)),
            4 => Bomb,
            5 => Of(("same.txt", "one", 0), ("same.txt", "two", 0), ("SAME.txt", "three", 0)),
            6 => Of(("a", "file", 0), ("a/b", "below a file", 0)),
            _ => Of([.. Enumerable.Range(0, 300).Select(number => ($"{number}/{number}.txt", "x", 0))]),
        };
        return random.Next(3) == 0 ? Damage(zip, random) : zip;
    }

    /// <summary>Sixteen million zeros in some kilobytes: more than the campaign's emulator unpacks.</summary>
    private static byte[] MakeBomb()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var content = archive.CreateEntry("bomb.bin", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 16; megabyte++) content.Write(zeros);
        }

        return stream.ToArray();
    }

    private static string Name(NastyValues nasty, Random random) => nasty.Text(random) is { Length: > 0 and < 4000 } name ? name : "../out.txt";

    // Sizes and offsets of the directory that say something else than the truth.
    private static byte[] Damage(byte[] whole, Random random)
    {
        var zip = whole.ToArray();
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var at = Math.Max(0, zip.Length - random.Next(4, 120));
            BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(at), NastyValues.Of([0, -1, int.MaxValue, int.MinValue, random.Next()], random));
        }

        return random.Next(4) == 0 ? zip[..random.Next(zip.Length)] : zip;
    }

    private static byte[] Of(params (string Name, string Content, int Attributes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content, attributes) in entries)
            {
                var entry = archive.CreateEntry(name);
                entry.ExternalAttributes = attributes;
                using var writer = entry.Open();
                writer.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }
}
