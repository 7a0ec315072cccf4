using System.IO.Compression;
using Apsis.Exceptions;
using Apsis.Files;
using CsCheck;

namespace Apsis.Tests.Files;

public sealed class FolderZipTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("apsis-test-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_same_files_give_the_same_bytes_in_the_order_of_their_names()
    {
        Write("B/z.txt", "z");
        Write("B/Contents/a.txt", "a");
        Write("B/Contents-more.txt", "m");
        var one = await PackAsync("B", "B.bundle");
        File.SetLastWriteTimeUtc(PathOf("B/z.txt"), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        var two = await PackAsync("B", "B.bundle");

        two.Zip.ShouldBe(one.Zip);
        two.Hash.ShouldBe(one.Hash);
        NamesIn(one.Zip).ShouldBe(["B.bundle/Contents-more.txt", "B.bundle/Contents/a.txt", "B.bundle/z.txt"]);
    }

    [Fact]
    public async Task The_hash_needs_no_zip()
    {
        Write("B/a.txt", "a");
        (await FolderZip.HashAsync(FolderFiles.List(PathOf("B")), Stop)).ShouldBe((await PackAsync("B")).Hash);
    }

    [Fact]
    public async Task Another_name_or_content_gives_another_hash()
    {
        Write("B/a", "bc");
        var one = await PackAsync("B");
        File.Delete(PathOf("B/a"));
        Write("B/ab", "c");

        (await PackAsync("B")).Hash.ShouldNotBe(one.Hash);
    }

    [Fact]
    public async Task A_program_stays_one()
    {
        Write("B/run.sh", "x");
        var plain = await PackAsync("B");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mark for programs.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(PathOf("B/run.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var program = await PackAsync("B");

        program.Hash.ShouldNotBe(plain.Hash);
        using var zip = new ZipArchive(new MemoryStream(program.Zip));
        ((zip.Entries[0].ExternalAttributes >> 16) & 0b001_000_000).ShouldNotBe(0);
    }

    [Fact]
    public async Task A_link_to_a_file_of_the_folder_is_that_file()
    {
        Write("B/a.txt", "content");
        File.CreateSymbolicLink(PathOf("B/b.txt"), "a.txt");

        using var zip = new ZipArchive(new MemoryStream((await PackAsync("B")).Zip));
        using var reader = new StreamReader(zip.GetEntry("b.txt")!.Open());
        (await reader.ReadToEndAsync(Stop)).ShouldBe("content");
    }

    [Fact]
    public async Task A_pipe_does_not_hold_it_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        Write("B/a.txt", "a");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [PathOf("B/pipe")]))
            await mkfifo.WaitForExitAsync(Stop);

        NamesIn((await PackAsync("B")).Zip).ShouldBe(["a.txt", "pipe"]);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside.txt")]
    [InlineData("nowhere")]
    [InlineData("below")]
    [InlineData("way/outside.txt")]
    public void A_link_that_leads_elsewhere_is_refused(string target)
    {
        Write("outside.txt", "secret");
        Write("B/below/a.txt", "a");
        Directory.CreateSymbolicLink(PathOf("way"), _folder);
        File.CreateSymbolicLink(PathOf("B/link"), target);

        Should.Throw<TransferException>(() => FolderFiles.List(PathOf("B"))).Message.ShouldContain("does not lead to a file of the folder");
    }

    [Theory]
    [InlineData("a\\b", "'\\'")]
    [InlineData("a:b", "':'")]
    [InlineData("bell\a", "can not be written")]
    [InlineData("end.", "ends with a dot")]
    [InlineData("end ", "ends with a dot or a space")]
    [InlineData("Nul.txt", "name of a device")]
    public void A_name_that_Windows_can_not_have_is_refused(string name, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows can not have it here either.");
        Write($"B/{name}", "x");

        var error = Should.Throw<TransferException>(() => FolderFiles.List(PathOf("B")));
        error.Message.ShouldContain(expected);
        error.Message.ShouldNotContain('\a');
    }

    [Fact]
    public void Two_names_that_differ_in_case_only_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "This system can not have both.");
        Write("B/Read.me", "x");
        Write("B/read.me", "y");

        Should.Throw<TransferException>(() => FolderFiles.List(PathOf("B"))).Message.ShouldContain("differ in the case of letters only");
    }

    [Fact]
    public void A_folder_that_is_not_there_or_is_a_link_is_refused()
    {
        Write("B/a", "a");
        Directory.CreateSymbolicLink(PathOf("L"), PathOf("B"));

        Should.Throw<TransferException>(() => FolderFiles.List(PathOf("nowhere"))).Message.ShouldContain("does not exist");
        Should.Throw<TransferException>(() => FolderFiles.List(PathOf("L"))).Message.ShouldContain("is a link");
        Should.Throw<TransferException>(() => FolderFiles.List(PathOf("L/"))).Message.ShouldContain("is a link");
    }

    [Fact]
    public void Whatever_the_folder_holds_its_zip_depends_on_nothing_else() =>
        Gen.Dictionary(Gen.String[Gen.Char["abcDE1-_ü"], 1, 8], Gen.Byte.Array[0, 300])[0, 8].Sample(files =>
        {
            // On a system that tells letters apart, names are drawn that no system confuses.
            var distinct = files.DistinctBy(file => file.Key.ToUpperInvariant()).ToList();
            var (one, two) = (Directory.CreateTempSubdirectory("apsis-test-"), Directory.CreateTempSubdirectory("apsis-test-"));
            try
            {
                foreach (var (name, content) in distinct)
                    File.WriteAllBytes(Path.Combine(one.FullName, name), content);
                foreach (var (name, content) in distinct.AsEnumerable().Reverse())
                    File.WriteAllBytes(Path.Combine(two.FullName, name), content);

                var packed = Pack(one.FullName);
                return packed.SequenceEqual(Pack(two.FullName)) && Unpack(packed).OrderBy(file => file.Name, StringComparer.Ordinal)
                    .SequenceEqual(distinct.Select(file => (file.Key, Convert.ToHexString(file.Value))).OrderBy(file => file.Key, StringComparer.Ordinal));
            }
            finally
            {
                one.Delete(recursive: true);
                two.Delete(recursive: true);
            }
        }, iter: 100, threads: 1);

    private static byte[] Pack(string folder)
    {
        var target = new MemoryStream();
        FolderZip.WriteAsync(FolderFiles.List(folder), "", target, CancellationToken.None).GetAwaiter().GetResult();
        return target.ToArray();
    }

    private static IEnumerable<(string Name, string Content)> Unpack(byte[] packed)
    {
        using var zip = new ZipArchive(new MemoryStream(packed));
        foreach (var entry in zip.Entries)
        {
            var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            yield return (entry.FullName, Convert.ToHexString(content.ToArray()));
        }
    }

    private async Task<(byte[] Zip, string Hash)> PackAsync(string folder, string top = "")
    {
        var target = new MemoryStream();
        var hash = await FolderZip.WriteAsync(FolderFiles.List(PathOf(folder)), top, target, Stop);
        return (target.ToArray(), hash);
    }

    private static List<string> NamesIn(byte[] packed)
    {
        using var zip = new ZipArchive(new MemoryStream(packed));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content);
    }
}
