namespace Apsis.Bench.Transfers;

/// <summary>The files to move: random bytes, the same in every run. What is larger than a GiB has no bytes on the disk at all.</summary>
internal static class Inputs
{
    public const int SmallBytes = 100_000;

    private const long MostRandomBytes = 1L << 30;

    public static void Make(Work work)
    {
        if (work.Files > 0)
        {
            for (var index = 0; index < work.Files; index++)
                Write(work.SmallFile(index), SmallBytes, index);
            return;
        }

        if (work.Bytes <= MostRandomBytes)
            Write(work.LargeFile, work.Bytes, 2026);
        else
            Sparse(work.LargeFile, work.Bytes);
    }

    private static void Write(string path, long size, int seed)
    {
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var random = new Random(seed);
        var buffer = new byte[Math.Min(size, 1024 * 1024)];
        using var file = File.Create(path);
        for (long done = 0; done < size; done += buffer.Length)
        {
            random.NextBytes(buffer);
            file.Write(buffer, 0, (int)Math.Min(buffer.Length, size - done));
        }
    }

    private static void Sparse(string path, long size)
    {
        using var file = File.Create(path);
        file.SetLength(size);
    }
}
