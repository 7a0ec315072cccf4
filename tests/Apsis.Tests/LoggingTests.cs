using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Apsis.Tests;

/// <summary>What a log says of runs, under names that filters can rely on.</summary>
public sealed class LoggingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_leaves_its_life_in_the_log_and_no_secret()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishCopyAsync();
        using var log = new Heard();
        await using var workflow = AutomationWorkflow.Create(OptionsOf(aps), log);

        await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            InputFiles = { ["in"] = await aps.WriteAsync("a.txt", "logged"u8.ToArray()) },
            OutputFiles = { ["out"] = "out.txt" },
            OutputDirectory = aps.PathOf("here"),
        }, Stop);

        log.Names.Where(name => name != "WorkItemStatusChanged").ShouldBe(["RunStarted", "InputUploaded", "WorkItemSubmitted", "ReportSaved", "OutputDownloaded", "RunEnded"]);
        log.Names.ShouldContain("WorkItemStatusChanged");
        log.Text.ShouldContain("is success");
        log.Text.ShouldNotContain("the-secret-of-a");
        log.Text.ShouldNotContain("Signature=");
        log.Text.ShouldNotContain("Bearer");
    }

    [Fact]
    public async Task A_failing_WorkItem_and_a_refused_run_say_why()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Fail", "echo 'Error: no walls'; exit 2");
        using var log = new Heard();
        await using var workflow = AutomationWorkflow.Create(OptionsOf(aps), log);

        await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions { OutputDirectory = aps.PathOf("here") }, Stop);
        await Should.ThrowAsync<RunSpecException>(() => workflow.RunWorkItemWithFilesAsync("client-a.Nothing+prod", new RunWorkItemOptions { SaveReport = false }, Stop));

        log.Entries.ShouldContain(entry => entry.Name == "WorkItemFailed" && entry.Level == LogLevel.Warning && entry.Text.Contains("no walls", StringComparison.Ordinal));
        log.Entries.ShouldContain(entry => entry.Name == "RunRefused" && entry.Text.Contains("knows no such Activity", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_that_are_made_again_and_rate_limits_are_logged_without_queries()
    {
        var calls = 0;
        await using var service = await ScriptedService.StartAsync(context => ++calls == 1
            ? ScriptedService.JsonAsync(context, """{"developerMessage":"Quota limit exceeded."}""", 429)
            : ScriptedService.JsonAsync(context, "\"nick\""));
        using var log = new Heard();
        using var pipeline = new ApsPipeline(service.Auth(), new ApsPipelineOptions { RetryDelay = TimeSpan.FromMilliseconds(1), LoggerFactory = log });

        await new AutomationClient(pipeline).App.GetNicknameAsync(Stop);

        log.Names.ShouldBe(["RateLimited", "CallRetrying"]);
        log.Text.ShouldContain("429");
    }

    [Fact]
    public void Names_and_numbers_of_events_do_not_change() => typeof(AutomationWorkflow).Assembly.GetTypes()
        .Where(type => type.Namespace == "Apsis.Diagnostics")
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes(typeof(LoggerMessageAttribute), false).Cast<LoggerMessageAttribute>())
        .OrderBy(message => message.EventId)
        .Select(message => $"{message.EventId} {message.EventName}")
        .ShouldBe([
            "1001 RunStarted", "1002 InputUploaded", "1003 WorkItemSubmitted", "1004 WorkItemStatusChanged", "1005 ReportSaved", "1006 OutputDownloaded",
            "1007 RunEnded", "1008 StepRetrying", "1009 WorkItemRetrying", "1010 WorkItemFailed", "1011 RunFailed", "1012 RunRefused", "1013 CallbackMissed",
            "1014 SocketClosed", "1015 SocketLost", "1016 SocketLimited",
            "1101 CallRetrying", "1102 RateLimited",
        ]);

    private static ApsisOptions OptionsOf(EmulatedAps aps) => new()
    {
        ClientId = "client-a",
        ClientSecret = "the-secret-of-a",
        BaseUrl = aps.Emulator.BaseAddress,
        DefaultBucket = "log-bucket",
        PollInterval = TimeSpan.FromMilliseconds(250),
    };
}
