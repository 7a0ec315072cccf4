namespace Apsis.Cli.Tests.Processes;

public sealed class KilledUploadTests : KilledTransferTest
{
    [Fact]
    public async Task An_upload_goes_on_where_it_was_killed()
    {
        var aps = await StartAsync(SlowLine);
        (await RunAsync("buckets", "create", "models")).ExitCode.ShouldBe(0);

        var transfers = 0;
        while (!IsEnough)
        {
            var key = $"oss://models/{++transfers}.rvt";
            var back = Path.Combine(Folder, "back.rvt");
            await CopyAsync(aps, Model, key, began => aps.Requests.Any(request =>
                request is { Method: "POST", Status: 200 } && request.Time >= began && request.Path.EndsWith("/signeds3upload", StringComparison.Ordinal)));

            (await RunAsync("objects", "cp", key, back)).ExitCode.ShouldBe(0);
            await CheckContentAsync(back);
        }

        CheckParts(aps, "/s3/signed-url-uploads/");
        Directory.GetFiles(Path.Combine(Folder, "state"), "*.upload", SearchOption.AllDirectories).Length.ShouldBeLessThanOrEqualTo(KilledWhenDone);
    }
}
