using System.IO.Compression;
using Apsis.Emulator.Execution;
using CsCheck;

namespace Apsis.Emulator.Tests.Execution;

public sealed class ZipDirectoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10, 10, true)]
    [InlineData(11, 10, false)]
    [InlineData(0, 0, true)]
    [InlineData(70_000, 70_000, true)]
    [InlineData(70_000, 69_999, false)]
    public async Task Entries_are_counted_in_the_short_and_the_long_form(int entries, int allowed, bool expected)
    {
        using var zip = Zip(entries);
        (await ZipDirectory.IsWithinAsync(zip, allowed, long.MaxValue, Cancellation)).ShouldBe(expected);
    }

    [Fact]
    public async Task Names_are_measured()
    {
        using var zip = Zip(100, nameLength: 1000);
        (await ZipDirectory.IsWithinAsync(zip, 100, 200_000, Cancellation)).ShouldBeTrue();
        (await ZipDirectory.IsWithinAsync(zip, 100, 50_000, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_number_of_entries_that_is_a_lie_is_not_believed()
    {
        using var zip = Zip(50);
        // The two numbers of entries in the end record.
        zip.Position = zip.Length - 22 + 8;
        zip.Write([1, 0, 1, 0]);
        (await ZipDirectory.IsWithinAsync(zip, 10, long.MaxValue, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Whatever_the_bytes_say_it_comes_to_an_end()
    {
        using var original = Zip(20);
        var bytes = original.ToArray();
        await Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[1, 20].SampleAsync(
            async changes =>
            {
                var damaged = (byte[])bytes.Clone();
                foreach (var (at, value) in changes) damaged[at] = value;
                using var zip = new MemoryStream(damaged);
                await ZipDirectory.IsWithinAsync(zip, 20, long.MaxValue, Cancellation);
            },
            iter: 2_000, threads: 1);
    }

    private static MemoryStream Zip(int entries, int nameLength = 0)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < entries; i++) archive.CreateEntry($"{i}".PadLeft(nameLength, 'x'), CompressionLevel.NoCompression);
        }

        return zip;
    }
}
