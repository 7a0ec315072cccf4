using System.Collections.Concurrent;
using System.Text;
using Apsis.Automation;
using Apsis.Tests.Support;
using CsCheck;

namespace Apsis.Tests.Workflow;

/// <summary>The addresses that the service calls, and what it says there.</summary>
public sealed class CallbackTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callbacks_of_a_started_WorkItem_stand_among_its_arguments()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Check", "echo fine");
        var bodies = new ConcurrentQueue<WorkItem>();
        await using var receiver = await ScriptedService.StartAsync(async context =>
            bodies.Enqueue(await WorkItemCallback.ReadAsync(context.Request.Body, Stop)));
        await using var workflow = aps.Workflow();

        var id = await workflow.StartWorkItemAsync(activity, new Dictionary<string, WorkItemArgument>(),
            new StartWorkItemOptions { OnCompleteUrl = new Uri(receiver.BaseUrl, "done"), OnProgressUrl = new Uri(receiver.BaseUrl, "progress") }, Stop);
        await workflow.WaitForCompletionAsync(id, new WaitOptions { SaveReport = false }, Stop);

        await UntilAsync(() => bodies.Any(item => item.Status == WorkItemStatus.Success));
        bodies.ShouldAllBe(item => item.Id == id);
        bodies.Last().ReportUrl.ShouldNotBeNull();
        receiver.Requests.ShouldAllBe(request => !request.Contains("Bearer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_is_told_while_the_WorkItem_runs_and_205_cancels_it()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Report",
            """printf '!ACESAPI:acesHttpOperation("onProgress","","","{""sheet"":3}","")\n'; read -r answer; sleep 600""");
        var told = new ConcurrentQueue<WorkItem>();
        await using var receiver = await ScriptedService.StartAsync(async context =>
        {
            told.Enqueue(await WorkItemCallback.ReadAsync(context.Request.Body, Stop));
            context.Response.StatusCode = 205;
        });
        await using var workflow = aps.Workflow();

        var id = await workflow.StartWorkItemAsync(activity, new Dictionary<string, WorkItemArgument>(),
            new StartWorkItemOptions { OnProgressUrl = new Uri(receiver.BaseUrl, "progress") }, Stop);
        var result = await workflow.WaitForCompletionAsync(id, new WaitOptions { SaveReport = false }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Cancelled);
        told.First().Id.ShouldBe(id);
        told.First().ProgressText.ShouldNotBeNull().ShouldContain("sheet");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"status":"success"}""")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":5}""")]
    [InlineData("""{"id":"a b"}""")]
    [InlineData("""{"id":"a\u000ab"}""")]
    [InlineData("""{"id":"\ud800"}""")]
    [InlineData("""{"id":"a","status":"\ud800"}""")]
    [InlineData("""{"id":"a","progress":"\ud800"}""")]
    public async Task A_body_that_is_no_callback_is_refused(string body) =>
        await Should.ThrowAsync<FormatException>(() => WorkItemCallback.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), Stop));

    [Fact]
    public async Task A_body_without_end_is_given_up() =>
        await Should.ThrowAsync<FormatException>(() => WorkItemCallback.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"id":"{{new string('x', WorkItemCallback.MaxBytes)}}"}""")), Stop));

    [Fact]
    public void No_bytes_do_more_than_be_refused() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        try
        {
            WorkItemCallback.ReadAsync(new MemoryStream(bytes), Stop).GetAwaiter().GetResult();
        }
        catch (FormatException)
        {
            // What it is for.
        }
    });

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!holds())
            await Task.Delay(20, limit.Token);
    }
}
