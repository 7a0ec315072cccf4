using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Runs;
using Apsis.Tests.Support;

namespace Apsis.Tests.Workflow;

/// <summary>Everything that an output can be, through the real emulator.</summary>
public sealed class OutputKindTests : IAsyncLifetime
{
    private EmulatedAps _aps = null!;
    private AutomationWorkflow _workflow = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aps = await EmulatedAps.StartAsync();
        _workflow = _aps.Workflow();
    }

    public async ValueTask DisposeAsync()
    {
        await _workflow.DisposeAsync();
        await _aps.DisposeAsync();
    }

    [Fact]
    public async Task An_optional_output_that_was_not_written_is_not_among_the_outputs()
    {
        var activity = await _aps.PublishScriptAsync("Some", "echo one > one.txt", "", Put("one", "one.txt"), Put("two", "two.txt"));

        var result = await RunAsync(activity, new RunOutput.Object("one", "one.txt"), new RunOutput.Object("two", "two.txt") { Optional = true });

        result.Outputs.Keys.ShouldBe(["one"]);
        File.Exists(_aps.PathOf("here/two.txt")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_optional_output_that_was_written_comes_back()
    {
        var activity = await _aps.PublishScriptAsync("Some", "echo two > two.txt", "", Put("two", "two.txt"));

        (await RunAsync(activity, new RunOutput.Object("two", "two.txt") { Optional = true })).Outputs.Keys.ShouldBe(["two"]);
    }

    [Fact]
    public async Task A_folder_that_the_service_zips_is_unpacked()
    {
        var activity = await PublishSheetsAsync();

        var result = await RunAsync(activity, new RunOutput.Object("sheets", "results/sheets.zip") { Extract = true });

        result.Outputs["sheets"].ShouldBe(_aps.PathOf("here/results/sheets"));
        (await File.ReadAllTextAsync(_aps.PathOf("here/results/sheets/a/one.txt"), Stop)).ShouldBe("one\n");
        Directory.GetFileSystemEntries(_aps.PathOf("here/results")).ShouldBe([_aps.PathOf("here/results/sheets")]);
    }

    [Fact]
    public async Task Unpacking_again_replaces_files_of_the_same_name_and_keeps_others()
    {
        var activity = await PublishSheetsAsync();
        await _aps.WriteAsync("here/sheets/a/one.txt", "older and longer"u8.ToArray());
        await _aps.WriteAsync("here/sheets/mine.txt", "mine"u8.ToArray());

        await RunAsync(activity, new RunOutput.Object("sheets", "sheets.zip") { Extract = true });

        (await File.ReadAllTextAsync(_aps.PathOf("here/sheets/a/one.txt"), Stop)).ShouldBe("one\n");
        (await File.ReadAllTextAsync(_aps.PathOf("here/sheets/mine.txt"), Stop)).ShouldBe("mine");
    }

    [Fact]
    public async Task A_zip_is_kept_as_it_is_unless_unpacking_is_asked_for()
    {
        var result = await RunAsync(await PublishSheetsAsync(), new RunOutput.Object("sheets", "sheets.zip"));

        (await File.ReadAllBytesAsync(result.Outputs["sheets"], Stop)).Take(2).ShouldBe("PK"u8.ToArray());
    }

    [Fact]
    public async Task A_zip_whose_entries_leave_the_folder_is_not_unpacked()
    {
        var hostile = await _aps.WriteAsync("hostile.zip", Zips.Of(("fine.txt", "x"), ("../../escaped.txt", "x")));
        var activity = await _aps.PublishScriptAsync("Hostile", $"cp '{hostile}' out.zip", "", Put("out", "out.zip"));

        var error = await Should.ThrowAsync<TransferException>(() => RunAsync(activity, new RunOutput.Object("out", "deep/out.zip") { Extract = true }));

        error.Message.ShouldContain("would leave its folder");
        File.Exists(_aps.PathOf("escaped.txt")).ShouldBeFalse();
        Directory.GetFileSystemEntries(_aps.PathOf("here/deep")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_zip_is_not_unpacked_and_says_what_to_do()
    {
        var activity = await _aps.PublishScriptAsync("Text", "echo text > out.zip", "", Put("out", "out.zip"));

        (await Should.ThrowAsync<TransferException>(() => RunAsync(activity, new RunOutput.Object("out", "out.zip") { Extract = true })))
            .Message.ShouldContain("without Extract");
    }

    [Fact]
    public async Task An_output_goes_to_an_address_outside()
    {
        var activity = await _aps.PublishScriptAsync("Some", "echo one > one.txt", "", Put("one", "one.txt"));
        await _workflow.EnsureBucketAsync("other-bucket", cancellationToken: Stop);
        var url = await _workflow.PrepareOutputUrlAsync("sent.txt", "other-bucket", cancellationToken: Stop);

        var result = await RunAsync(activity, new RunOutput.Link("one", new Uri(url.Reveal())));

        result.Outputs.ShouldBeEmpty();
        await _workflow.DownloadOutputFileAsync("sent.txt", _aps.PathOf("sent.txt"), "other-bucket", cancellationToken: Stop);
        (await File.ReadAllTextAsync(_aps.PathOf("sent.txt"), Stop)).ShouldBe("one\n");
        (await _aps.Data().Buckets.ListAsync(cancellationToken: Stop).ToListAsync(Stop)).Select(bucket => bucket.BucketKey).ShouldBe(["other-bucket"]);
    }

    private Task<string> PublishSheetsAsync() => _aps.PublishScriptAsync("Sheets", "mkdir -p sheets/a; echo one > sheets/a/one.txt; echo two > sheets/two.txt", "",
        ("sheets", new ActivityParameter { Verb = Verb.Put, Zip = true, LocalName = "sheets" }));

    private static (string, ActivityParameter) Put(string name, string localName) => (name, new ActivityParameter { Verb = Verb.Put, LocalName = localName });

    private async Task<WorkItemResult> RunAsync(string activity, params RunOutput[] outputs)
    {
        var result = await _workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            Outputs = [.. outputs],
            OutputDirectory = _aps.PathOf("here"),
            SaveReport = false,
        }, Stop);
        return result.EnsureSuccess();
    }
}
