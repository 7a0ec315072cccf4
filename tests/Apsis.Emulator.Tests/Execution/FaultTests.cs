using System.Text.RegularExpressions;
using Apsis.Emulator.Execution;
using Apsis.Emulator.Storage;
using Apsis.Emulator.Tests.Automation;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Tests.Execution;

/// <summary>A database or a disk that refuses for a while: made to by triggers and locks, as a full disk would.</summary>
public sealed class FaultTests : AutomationTest
{
    [Fact]
    public async Task A_WorkItem_ends_even_when_the_database_refuses_while_it_runs()
    {
        await SqlAsync(
            """
            CREATE TRIGGER refuse BEFORE UPDATE ON da_workitem WHEN NEW.time_instructions_started IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
            """);
        var ended = await EndAsync(await SubmitAsync(await ShellActivityAsync("Quick", "true")));
        ended["status"]!.GetValue<string>().ShouldBe("failedInstructions");
        ended["stats"]!["timeFinished"].ShouldNotBeNull();
        var report = await ReportAsync(ended);
        report.ShouldContain("the disk is full");
        report.ShouldContain("Job finished with result FailedExecution");
        Log.ToString().ShouldContain("the disk is full");
    }

    [Fact]
    public async Task A_WorkItem_ends_when_the_database_recovers()
    {
        await SqlAsync(
            """
            CREATE TRIGGER refuse BEFORE UPDATE ON da_workitem WHEN NEW.status <> 'inprogress'
            BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
            """);
        var id = await SubmitAsync(await ShellActivityAsync("Quick", "true"));
        await WaitForLogAsync("cannot be ended");
        await SqlAsync("DROP TRIGGER refuse");
        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("failedInstructions");
    }

    [Fact]
    public async Task The_queue_goes_on_when_the_database_refused_to_give_the_next()
    {
        var activity = await ShellActivityAsync("Quick", "true");
        await SqlAsync(
            """
            CREATE TRIGGER refuse BEFORE UPDATE ON da_workitem WHEN NEW.status = 'inprogress'
            BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
            """);
        var id = await SubmitAsync(activity);
        await WaitForLogAsync("cannot be taken");
        await SqlAsync("DROP TRIGGER refuse");
        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
        (await EndAsync(await SubmitAsync(activity)))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_keeps_no_token_in_the_database()
    {
        var activity = await ShellActivityAsync("Quick", "true");
        // Three attempts a second apart: time to take the report away.
        var onComplete = new { url = "http://127.0.0.1:1/", verb = "post", headers = new Dictionary<string, string> { ["Authorization"] = "Bearer the-token" } };
        var id = await SubmitAsync(activity, new { onComplete });
        await EndAsync(id);
        var file = Emulator.Services.GetRequiredService<WorkItemFiles>().ReportFile(id);
        FileStream? taken = null;
        await UntilAsync(() => Task.FromResult(TryTake()), () => "The report was never closed.");
        await using (taken!)
            await UntilAsync(async () => await JobAsync(id) is null, () => "The job, and the token in it, is still in the database.");

        Log.ToString().ShouldContain($"The report of the work item {id} cannot be written");

        bool TryTake()
        {
            try
            {
                taken = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_WorkItem_that_cannot_be_read_ends_and_does_not_hold_up_the_others()
    {
        var activity = await ShellActivityAsync("Quick", "true");
        await SqlAsync("CREATE TRIGGER damage AFTER INSERT ON da_workitem BEGIN UPDATE da_workitem SET job = '{' WHERE id = NEW.id; END");
        var damaged = await SubmitAsync(activity);
        await SqlAsync("DROP TRIGGER damage");
        var whole = await SubmitAsync(activity);

        (await EndAsync(whole))["status"]!.GetValue<string>().ShouldBe("success");
        var ended = await EndAsync(damaged);
        ended["status"]!.GetValue<string>().ShouldBe("failedInstructions");
        (await ReportAsync(ended)).ShouldContain("What the work item was to do cannot be read.");
    }

    [Fact]
    public async Task What_a_WorkItem_was_given_is_forgotten_as_soon_as_the_database_takes_it()
    {
        await SqlAsync(
            """
            CREATE TRIGGER refuse BEFORE UPDATE ON da_workitem WHEN NEW.job IS NULL
            BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
            """);
        var id = await SubmitAsync(await ShellActivityAsync("Quick", "true"));
        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
        await WaitForLogAsync("cannot be forgotten, and is tried again: ");
        await SqlAsync("DROP TRIGGER refuse");
        await UntilAsync(async () => await JobAsync(id) is null, () => "The job is still in the database.");
    }

    [Fact]
    public async Task What_a_job_does_to_its_bundle_does_not_reach_the_next()
    {
        var bundle = await CallAsync(HttpMethod.Post, "/appbundles", new { id = "Kit", engine = "Local.Shell+1" });
        const string Tool = "cd \"$(dirname \"$0\")\"; cat data; echo changed > data; echo x > added; rm -f gone; ls; exit 0";
        await UploadBundleAsync(bundle, Zip(("Kit.bundle/tool.sh", Tool), ("Kit.bundle/data", "original\n"), ("Kit.bundle/gone", "")));
        await CallAsync(HttpMethod.Post, "/appbundles/Kit/aliases", new { id = "prod", version = 1 });
        var activity = await ActivityAsync("Tool", new
        {
            id = "Tool",
            engine = "Local.Shell+1",
            appbundles = Lines("client-a.Kit+prod"),
            commandLine = Lines("$(engine.path)/ls \"$(appbundles[Kit].path)/Kit.bundle\"", "$(engine.path)/sh \"$(appbundles[Kit].path)/Kit.bundle/tool.sh\""),
        });
        for (var run = 0; run < 2; run++)
        {
            var (status, report) = await RunAsync(activity);
            status.ShouldBe("success", report);
            report.ShouldContain("] original");
            Regex.Count(report, "] gone$", RegexOptions.Multiline).ShouldBe(1);
            Regex.Count(report, "] added$", RegexOptions.Multiline).ShouldBe(1);
        }
    }

    private static string[] Lines(params string[] lines) => lines;

    private Task<int> SqlAsync(string sql) =>
        Emulator.Services.GetRequiredService<EmulatorDatabase>().WriteAsync((connection, _) => connection.Execute(sql), Cancellation);

    private Task<string?> JobAsync(string id) => Emulator.Services.GetRequiredService<EmulatorDatabase>().ReadAsync(
        connection => connection.QueryFirst("SELECT job FROM da_workitem WHERE id = $id", row => row.TextOrNull(0), ("$id", id)), Cancellation);
}
