using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement.Transfers;

/// <summary>Files and folders that do not do what a transfer needs.</summary>
public sealed class ChangedFileTests
{
    private const int Size = 20_000_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("grows")]
    [InlineData("shrinks")]
    [InlineData("is deleted")]
    [InlineData("is replaced")]
    [InlineData("is written to")]
    public async Task A_file_that_changes_while_it_is_sent_is_an_error_and_no_object(string what)
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        var path = await aps.WriteAsync("model.rvt", new byte[Size]);
        var once = 0;
        var progress = new Watch(moved =>
        {
            if (moved.Bytes > 0 && Interlocked.Exchange(ref once, 1) == 0)
                Change(path, what);
        });

        var error = await Should.ThrowAsync<TransferException>(() => data.Objects.UploadAsync(path, "bucket", "k", progress, Stop));

        error.Message.ShouldContain("while it was sent");
        error.Message.ShouldContain("Run again");
        (await data.Objects.ListAsync("bucket", cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();
    }

    // Rights do not stop the user root, but this file system does.
    [Fact]
    public async Task A_folder_that_can_not_be_written_to_is_named_with_what_to_do()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It needs a folder that nobody can write to.");
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        await data.Objects.UploadAsync(await aps.WriteAsync("in.bin", Array.Empty<byte>()), "bucket", "k", cancellationToken: Stop);

        var error = await Should.ThrowAsync<TransferException>(() => data.Objects.DownloadAsync("bucket", "k", "/sys/kernel/out.bin", cancellationToken: Stop));

        error.Message.ShouldContain("'/sys/kernel/out.bin' can not be written");
        error.Message.ShouldContain("permissions");
    }

    private static void Change(string path, string what)
    {
        switch (what)
        {
            case "is deleted":
                File.Delete(path);
                break;
            case "is replaced":
                File.WriteAllBytes(path + ".new", new byte[Size]);
                File.Move(path + ".new", path, overwrite: true);
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
                break;
            default:
                // The transfer has it open for itself; other programs do not ask.
                using (var shell = System.Diagnostics.Process.Start("sh", ["-c", what switch
                {
                    "grows" => "echo more >> \"$0\"",
                    "shrinks" => "truncate -s 10000000 \"$0\"",
                    _ => "touch -d '2 hours' \"$0\"",
                }, path]))
                    shell.WaitForExit();
                break;
        }
    }
}
