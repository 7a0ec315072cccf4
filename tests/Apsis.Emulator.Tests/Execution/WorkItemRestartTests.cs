using Apsis.Emulator.Execution;
using Apsis.Emulator.Storage;
using Apsis.Emulator.Tests.Automation;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Tests.Execution;

public sealed class WorkItemRestartTests : AutomationTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("apsis-test-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.DataDirectory = _folder;
        options.Automation.MaxParallelWorkItems = 1;
    }

    [Fact]
    public async Task Finished_items_stay_running_ones_fail_and_pending_ones_run_after_a_restart()
    {
        var quick = await ShellActivityAsync("Quick", "echo done");
        var slow = await ShellActivityAsync("Slow", "echo started; sleep 300");
        var finished = await SubmitAsync(quick);
        await EndAsync(finished);
        var running = await SubmitAsync(slow);
        await UntilAsync(async () => (await StatusAsync(running))["status"]!.GetValue<string>() == "inprogress", () => "It does not run.");
        var pending = await SubmitAsync(quick);
        (await StatusAsync(pending))["approximateQueuePosition"]!.GetValue<int>().ShouldBe(1);

        await RestartAsync();

        (await StatusAsync(finished))["status"]!.GetValue<string>().ShouldBe("success");
        var failed = await StatusAsync(running);
        failed["status"]!.GetValue<string>().ShouldBe("failedInstructions");
        (await ReportAsync(failed)).ShouldContain("The emulator was stopped while the work item was running.");
        (await EndAsync(pending))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task What_a_killed_emulator_left_in_progress_is_killed_and_fails_at_the_next_start()
    {
        var slow = await ShellActivityAsync("Slow", "echo started");
        var id = await SubmitAsync(slow);
        await EndAsync(id);
        // As a kill -9 leaves it: in progress in the database, its program alive.
        await Emulator.Services.GetRequiredService<EmulatorDatabase>().WriteAsync(
            (connection, _) => connection.Execute("UPDATE da_workitem SET status = 'inprogress', time_finished = NULL WHERE id = $id", ("$id", id)), Cancellation);
        var start = new System.Diagnostics.ProcessStartInfo("sleep", "300") { Environment = { [JobProcesses.Marker] = id } };
        using var orphan = System.Diagnostics.Process.Start(start)!;

        await RestartAsync();

        (await StatusAsync(id))["status"]!.GetValue<string>().ShouldBe("failedInstructions");
        await orphan.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    private async Task RestartAsync()
    {
        await StartAsync();
        // The port is new; the token is still good.
        var token = Client.DefaultRequestHeaders.Authorization;
        UseClient(Anonymous());
        Client.DefaultRequestHeaders.Authorization = token;
    }
}
