namespace Apsis.Bench.Transfers;

/// <summary>The files to move: random bytes, the same in every run.</summary>
internal static class Inputs
{
    private const int SmallBytes = 100_000;

    public static void Make(string folder, long size, int files)
    {
        var random = new Random(2026);
        var buffer = new byte[1024 * 1024];
        Directory.CreateDirectory(Path.Combine(folder, "in", "small"));
        using (var large = File.Create(Path.Combine(folder, "in", "large.bin")))
        {
            for (long done = 0; done < size; done += buffer.Length)
            {
                random.NextBytes(buffer);
                large.Write(buffer, 0, (int)Math.Min(buffer.Length, size - done));
            }
        }

        for (var index = 0; index < files; index++)
        {
            random.NextBytes(buffer.AsSpan(0, SmallBytes));
            File.WriteAllBytes(Path.Combine(folder, "in", "small", $"{index:0000}.bin"), buffer.AsSpan(0, SmallBytes));
        }
    }
}
