using System.IO.Compression;
using Apsis.Cli.Deploy;
using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Deploy;

public sealed class BundleZipTests : CliTest
{
    [Fact]
    public async Task The_same_files_give_the_same_bytes_in_the_order_of_their_names()
    {
        Write("B.bundle/z.txt", "z");
        Write("B.bundle/Contents/a.txt", "a");
        using var one = await BundleZip.CreateAsync(Path.Combine(Folder, "B.bundle"), Cancellation);
        File.SetLastWriteTimeUtc(Path.Combine(Folder, "B.bundle/z.txt"), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        using var two = await BundleZip.CreateAsync(Path.Combine(Folder, "B.bundle"), Cancellation);

        (await File.ReadAllBytesAsync(two.Path, Cancellation)).ShouldBe(await File.ReadAllBytesAsync(one.Path, Cancellation));
        two.Hash.ShouldBe(one.Hash);
        await using var zip = await ZipFile.OpenReadAsync(one.Path, Cancellation);
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["B.bundle/Contents/a.txt", "B.bundle/z.txt"]);
    }

    [Fact]
    public async Task Another_name_or_content_gives_another_hash()
    {
        Write("B.bundle/a", "bc");
        using var one = await BundleZip.CreateAsync(Path.Combine(Folder, "B.bundle"), Cancellation);
        File.Move(Path.Combine(Folder, "B.bundle/a"), Path.Combine(Folder, "B.bundle/ab"));
        Write("B.bundle/ab", "c");
        using var two = await BundleZip.CreateAsync(Path.Combine(Folder, "B.bundle"), Cancellation);
        two.Hash.ShouldNotBe(one.Hash);
    }

    [Fact]
    public async Task Its_temporary_file_goes_with_it()
    {
        Write("B.bundle/a", "a");
        var zip = await BundleZip.CreateAsync(Path.Combine(Folder, "B.bundle"), Cancellation);
        zip.Dispose();
        Directory.Exists(Path.GetDirectoryName(zip.Path)).ShouldBeFalse();
    }
}
