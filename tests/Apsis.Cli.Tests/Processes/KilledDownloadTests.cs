namespace Apsis.Cli.Tests.Processes;

public sealed class KilledDownloadTests : KilledTransferTest
{
    [Fact]
    public async Task A_download_goes_on_where_it_was_killed()
    {
        var aps = await StartAsync();
        (await RunAsync("buckets", "create", "models")).ExitCode.ShouldBe(0);
        (await RunAsync("objects", "cp", Model, "oss://models/model.rvt")).ExitCode.ShouldBe(0);
        aps.SetFaults(SlowLine);

        var transfers = 0;
        while (!IsEnough)
        {
            var back = Path.Combine(Results, $"{++transfers}.rvt");
            await CopyAsync(aps, "oss://models/model.rvt", back, _ => File.Exists(back));

            await CheckContentAsync(back);
            File.Delete(back);
            Directory.GetFileSystemEntries(Results).ShouldBeEmpty("nothing unfinished is left");
        }

        CheckParts(aps, "/s3/oss-objects/");
    }
}
