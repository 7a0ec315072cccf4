using System.Net;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs;

/// <summary>A WorkItem costs money: it is not submitted twice, and not lost.</summary>
public sealed class SubmissionTests
{
    private static readonly RunWorkItemOptions NoReport = new() { SaveReport = false };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submission_whose_answer_is_lost_is_made_again_only_when_the_service_has_nothing_of_it()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Submit = (context, number) =>
        {
            if (number > 1)
                return ScriptedService.JsonAsync(context, """{"id":"w2","status":"pending"}""");
            context.Abort();
            return Task.CompletedTask;
        };
        await using var workflow = service.Workflow();

        var result = await workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport, Stop);

        result.WorkItemId.ShouldBe("w2");
        service.Submissions.ShouldBe(2);
        service.Requests.ShouldContain(request => request.Contains("startAfterTime", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_submission_that_the_service_may_have_accepted_unheard_is_never_made_again()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Listed = ["w-unheard"];
        service.Submit = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await using var workflow = service.Workflow();

        var error = await Should.ThrowAsync<RunFailedException>(() => workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport, Stop));

        error.Message.ShouldContain("w-unheard");
        service.Submissions.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_fault_of_the_service_is_a_lost_answer_too(int status)
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Listed = ["w-unheard"];
        service.Submit = (context, _) => ScriptedService.JsonAsync(context, "\"fault\"", status);
        await using var workflow = service.Workflow();

        await Should.ThrowAsync<RunFailedException>(() => workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport, Stop));

        service.Submissions.ShouldBe(1);
    }

    [Fact]
    public async Task A_429_is_no_submission_and_is_made_again()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Submit = (context, number) => number == 1
            ? ScriptedService.JsonAsync(context, """{"developerMessage":"Quota limit exceeded."}""", 429)
            : ScriptedService.JsonAsync(context, """{"id":"w2","status":"pending"}""");
        await using var workflow = service.Workflow();

        (await workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport, Stop)).Status.ShouldBe(WorkItemStatus.Success);
        service.Submissions.ShouldBe(2);
    }

    [Fact]
    public async Task A_batch_that_stops_half_way_names_what_was_submitted()
    {
        var batches = 0;
        await using var service = await ScriptedService.StartAsync(context => ++batches == 1
            ? ScriptedService.JsonAsync(context, $"[{string.Join(',', Enumerable.Range(0, 100).Select(number => $"{{\"id\":\"w{number}\",\"status\":\"pending\"}}"))}]")
            : ScriptedService.JsonAsync(context, "\"no more\"", 403));
        await using var workflow = new AutomationWorkflow(service.Automation(), service.Data());

        var error = await Should.ThrowAsync<RunFailedException>(() =>
            workflow.RunBatchWorkItemsAsync([.. Enumerable.Repeat(new WorkItemSpec { ActivityId = "me.Do+prod" }, 150)], cancellationToken: Stop));

        error.SubmittedWorkItemIds.ShouldBe(Enumerable.Range(0, 100).Select(number => $"w{number}"));
        error.InnerException.ShouldBeOfType<AutomationException>().Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_refused_submission_is_an_error_with_the_service_s_words()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Submit = (context, _) => ScriptedService.JsonAsync(context, """{"arguments":["No such thing."]}""", 400);
        await using var workflow = service.Workflow();

        var error = await Should.ThrowAsync<AutomationException>(() => workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport, Stop));

        error.Status.ShouldBe(HttpStatusCode.BadRequest);
        error.Message.ShouldContain("No such thing");
        error.Payload.ShouldContain("No such thing");
        service.Submissions.ShouldBe(1);
    }
}
