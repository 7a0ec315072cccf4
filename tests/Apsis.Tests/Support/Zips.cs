using System.IO.Compression;

namespace Apsis.Tests.Support;

/// <summary>Zips as a test needs them, good and bad.</summary>
internal static class Zips
{
    public static byte[] Of(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
