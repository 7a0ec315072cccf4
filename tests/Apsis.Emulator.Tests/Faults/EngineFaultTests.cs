using Apsis.Emulator.Faults;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Faults;

/// <summary>Engines that are slow, hang or die, and how their WorkItems end.</summary>
public sealed class EngineFaultTests : AutomationTest
{
    private static readonly object Drawing = new
    {
        id = "Draw", engine = "Autodesk.AutoCAD+24_3", commandLine = (string[])["\"$(engine.path)/accoreconsole.exe\""], parameters = new { },
    };

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.Automation.SimulatedProcessingTime = TimeSpan.Zero;
        options.Automation.Heartbeat = TimeSpan.FromMilliseconds(500);
    }

    [Fact]
    public async Task A_slow_engine_takes_longer_and_succeeds()
    {
        var activity = await ActivityAsync("Draw", Drawing);
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.SlowEngine, DelayMilliseconds = 400 }));

        var ended = await EndAsync(await SubmitAsync(activity));

        ended["status"]!.GetValue<string>().ShouldBe("success");
        var stats = ended["stats"]!;
        (stats["timeInstructionsEnded"]!.GetValue<DateTime>() - stats["timeInstructionsStarted"]!.GetValue<DateTime>()).TotalMilliseconds.ShouldBeGreaterThanOrEqualTo(390);
        var fault = Emulator.Faults.ShouldHaveSingleItem();
        (fault.Method, fault.Path).ShouldBe(("RUN", $"/Autodesk.AutoCAD+24_3/{activity}/{ended["id"]}"));
    }

    [Fact]
    public async Task A_stuck_engine_is_ended_by_the_heartbeat()
    {
        var activity = await ActivityAsync("Draw", Drawing);
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.StuckEngine }));

        var (status, report) = await RunAsync(activity);

        status.ShouldBe("failedInstructions");
        report.ShouldContain("it wrote nothing to standard output for 0.5 s");
        (await RunAsync(activity)).Status.ShouldBe("success");
    }

    [Fact]
    public async Task A_stuck_engine_can_be_cancelled()
    {
        var activity = await ActivityAsync("Draw", Drawing);
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.StuckEngine }));
        var id = await SubmitAsync(activity);

        await CallAsync(HttpMethod.Delete, $"/workitems/{id}");

        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_crash_ends_a_WorkItem_as_a_program_that_dies_does()
    {
        var activity = await ActivityAsync("Draw", Drawing);
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.WorkerCrash }));

        var (status, report) = await RunAsync(activity);

        status.ShouldBe("failedInstructions");
        report.ShouldContain("Application accoreconsole.exe exits with code -1073741819 which indicates an error.");
        report.ShouldContain("An unexpected error happened during phase CoreEngineExecution of job.");
        report.ShouldContain("Job finished with result FailedExecution");
    }

    [Fact]
    public async Task A_crash_in_the_middle_kills_the_real_program()
    {
        var activity = await ShellActivityAsync("Long", "echo begun; sleep 0.2; echo on; sleep 300");
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.WorkerCrash, DelayMilliseconds = 400, Path = "/Local.Shell+1/*" }));

        var (status, report) = await RunAsync(activity);

        status.ShouldBe("failedInstructions");
        report.ShouldContain("begun");
        report.ShouldContain("Application sh exits with code -1073741819");
    }

    private static FaultPlan One(FaultRule rule) => new() { Rules = [rule with { Max = 1 }] };
}
