using Apsis.Emulator.Execution;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Execution;

/// <summary>Programs that hang, flood, hide and multiply.</summary>
public sealed class ProcessTests : AutomationTest
{
    // A grandchild whose parent has ended, in a session of its own, and one without the job's environment.
    private const string Multiply = """
        (sleep 300 &)
        setsid sh -c 'sleep 300 & exec sleep 300' >/dev/null 2>&1 &
        env -i sleep 300 &
        echo started
        sleep 300
        """;

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.Automation.MaxReportBytes = 20_000;
        options.Automation.Heartbeat = TimeSpan.FromSeconds(4);
        options.Automation.MaxUnpackedBytes = 1_000_000;
    }

    [Fact]
    public async Task A_program_over_its_time_is_killed_with_all_it_started()
    {
        var activity = await ShellActivityAsync("Hang", Multiply);
        var id = await SubmitAsync(activity, limit: 1);
        var ended = await EndAsync(id);
        var report = await ReportAsync(ended);

        ended["status"]!.GetValue<string>().ShouldBe("failedLimitProcessingTime", report);
        report.ShouldContain("shut down due to process time limit");
        report.ShouldContain("Job finished with result FailedLimitProcessingTime");
        JobProcesses.Find(id, "/nonexistent").ShouldBeEmpty();
        Sleepers(id).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_running_item_is_cancelled_with_all_it_started()
    {
        var activity = await ShellActivityAsync("Hang", Multiply);
        var id = await SubmitAsync(activity);
        await UntilAsync(() => Task.FromResult(Sleepers(id).Count >= 4), () => "The program did not start its children.");

        await SendAsync(HttpMethod.Delete, $"/workitems/{id}");
        var ended = await EndAsync(id);

        ended["status"]!.GetValue<string>().ShouldBe("cancelled");
        (await ReportAsync(ended)).ShouldContain("Job finished with result Cancelled");
        Sleepers(id).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_does_not_share_the_emulator_s_terminal_so_that_Ctrl_C_there_does_not_end_it()
    {
        // Field 5 is the process group, field 6 the session.
        var activity = await ShellActivityAsync("Group", "echo group $(cut -d' ' -f5,6 /proc/$$/stat)");
        var own = string.Join(' ', (await File.ReadAllTextAsync("/proc/self/stat", Cancellation)).Split(") ")[^1].Split(' ')[2..4]);

        var (status, report) = await RunAsync(activity);

        status.ShouldBe("success");
        report.ShouldContain("group ");
        report.ShouldNotContain($"group {own}");
    }

    [Fact]
    public async Task A_program_that_ends_leaves_no_child_behind()
    {
        var activity = await ShellActivityAsync("Leave", "sleep 300 & setsid sleep 300 & echo bye");
        var id = await SubmitAsync(activity);
        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
        Sleepers(id).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silent_program_is_stopped()
    {
        var activity = await ShellActivityAsync("Silent", "echo once; sleep 300");
        var (status, report) = await RunAsync(activity);

        status.ShouldBe("failedInstructions");
        report.ShouldContain("wrote nothing to standard output for 4 s");
    }

    [Fact]
    public async Task A_flood_of_output_is_cut_and_counted()
    {
        var activity = await ShellActivityAsync("Flood", "head -c 3000000 /dev/zero | tr '\\0' x; yes | head -n 100000; echo last >&2");
        var (status, report) = await RunAsync(activity);

        status.ShouldBe("success", report.Length > 3000 ? report[^3000..] : report);
        report.Length.ShouldBeLessThan(200_000);
        report.ShouldMatch(@"Output was cut after \d+ bytes: \d{7} bytes were dropped\.");
    }

    [Fact]
    public async Task A_zip_bomb_fails_the_download()
    {
        var activity = await ShellActivityAsync("Bomb", "true", new { input = new { verb = "get", zip = true, localName = "folder" } });
        var (status, report) = await RunAsync(activity, new { input = new { url = DataUrl(Zip(("big.txt", new string('x', 3_000_000)))) } });

        status.ShouldBe("failedDownload");
        report.ShouldContain("unpacks to more than the 1000000 bytes allowed");
    }

    [Fact]
    public async Task A_zip_of_more_entries_than_anybody_unpacks_fails_the_download_before_they_are_read()
    {
        await BucketAsync("zips");
        await PutObjectAsync("zips", "many.zip", Zip([.. Enumerable.Range(0, 100_001).Select(i => ($"{i}", ""))]));
        var activity = await ShellActivityAsync("Many", "true", new { input = new { verb = "get", zip = true, localName = "folder" } });
        var (status, report) = await RunAsync(activity, new { input = await ObjectAsync("zips", "many.zip") });

        status.ShouldBe("failedDownload");
        report.ShouldContain("has more than 100000 entries, or more than 32 MiB of their names");
    }

    [Fact]
    public async Task Two_items_run_side_by_side_and_do_not_see_each_other()
    {
        var activity = await ShellActivityAsync("Meet", "echo $DAS_WORKITEM_ID > own.txt; i=0; while [ $i -lt 20 ]; do i=$((i+1)); sleep 0.1; echo; done; ls *.txt | wc -l; cat own.txt; echo home=$HOME dir=$(pwd)");
        var ids = await Task.WhenAll(SubmitAsync(activity), SubmitAsync(activity));
        await UntilAsync(
            async () => (await StatusAsync(ids[0]))["status"]!.GetValue<string>() == "inprogress" && (await StatusAsync(ids[1]))["status"]!.GetValue<string>() == "inprogress",
            () => "They never ran at the same time.");
        foreach (var id in ids)
        {
            var report = await ReportAsync(await EndAsync(id));
            report.ShouldContain($"] {id}\n");
            report.ShouldContain("] 1\n");
            report.ShouldContain($"/{id}/work");
        }
    }

    [Fact]
    public async Task Stopping_the_emulator_kills_what_runs()
    {
        var activity = await ShellActivityAsync("Hang", Multiply);
        var id = await SubmitAsync(activity);
        await UntilAsync(() => Task.FromResult(Sleepers(id).Count >= 4), () => "The program did not start its children.");

        await Emulator.StopAsync(Cancellation);
        Sleepers(id).ShouldBeEmpty();
    }

    private static IReadOnlyList<int> Sleepers(string id) => JobProcesses.Find(id, $"{Path.GetTempPath()}/{id}");
}
