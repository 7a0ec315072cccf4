using Apsis.Emulator.Faults;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Faults;

/// <summary>Callbacks on a bad day, as their receiver sees them.</summary>
public sealed class CallbackFaultTests : OutsideServerTest
{
    private string _activity = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _activity = await ActivityAsync("Draw", new { id = "Draw", engine = "Autodesk.AutoCAD+24_3", commandLine = (string[])["\"$(engine.path)/accoreconsole.exe\""], parameters = new { } });
    }

    protected override void Configure(ApsEmulatorOptions options) => options.Automation.SimulatedProcessingTime = TimeSpan.Zero;

    [Fact]
    public async Task A_lost_callback_never_comes_and_nobody_is_told()
    {
        Once(FaultKind.CallbackLost);

        var lost = await EndAsync(await SubmitWithCallbackAsync("lost"));
        await EndAsync(await SubmitWithCallbackAsync("heard"));
        await UntilAsync(() => Task.FromResult(Server.Requests.Any(request => request.Path == "/heard")), () => "No callback came.");

        Server.Requests.Select(request => request.Path).ShouldBe(["/heard"]);
        (await ReportAsync(lost)).ShouldNotContain("callback");
        var fault = Emulator.Faults.ShouldHaveSingleItem();
        (fault.Kind, fault.Method, fault.Path).ShouldBe((FaultKind.CallbackLost, "POST", "/lost"));
    }

    [Fact]
    public async Task A_late_callback_comes_later_than_the_status_says()
    {
        Once(FaultKind.CallbackLate, delay: 700);

        await EndAsync(await SubmitWithCallbackAsync("late"));
        Server.Requests.ShouldBeEmpty();

        await UntilAsync(() => Task.FromResult(Server.Requests.Count == 1), () => "No callback came.");
    }

    [Fact]
    public async Task A_doubled_callback_comes_twice_with_the_same_body()
    {
        Once(FaultKind.CallbackDoubled);

        await EndAsync(await SubmitWithCallbackAsync("twice"));
        await UntilAsync(() => Task.FromResult(Server.Requests.Count == 2), () => $"{Server.Requests.Count} callbacks came.");

        (Server.Requests[1].Path, Server.Requests[1].Body).ShouldBe((Server.Requests[0].Path, Server.Requests[0].Body));
    }

    [Fact]
    public async Task A_reordered_callback_comes_after_the_next()
    {
        Once(FaultKind.CallbackReordered, delay: 60_000);

        await EndAsync(await SubmitWithCallbackAsync("first"));
        await EndAsync(await SubmitWithCallbackAsync("second"));
        await UntilAsync(() => Task.FromResult(Server.Requests.Count == 2), () => $"{Server.Requests.Count} callbacks came.");

        Server.Requests.Select(request => request.Path).ShouldBe(["/second", "/first"]);
    }

    [Fact]
    public async Task A_reordered_callback_without_a_next_comes_after_its_delay()
    {
        Once(FaultKind.CallbackReordered, delay: 100);

        await EndAsync(await SubmitWithCallbackAsync("only"));

        await UntilAsync(() => Task.FromResult(Server.Requests.Count == 1), () => "No callback came.");
    }

    private void Once(FaultKind kind, double? delay = null) =>
        Emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = kind, Max = 1, DelayMilliseconds = delay }] });

    private Task<string> SubmitWithCallbackAsync(string path) => SubmitAsync(_activity, new { onComplete = new { verb = "post", url = $"{Server.Url}/{path}" } });
}
