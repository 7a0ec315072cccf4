using System.Net;
using Apsis.AspNetCore.Tests.Support;
using Apsis.Automation;
using Apsis.Runs.Callbacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Apsis.AspNetCore.Tests;

/// <summary>The program's own work, behind the answers.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task A_handler_is_told_of_the_end_with_its_run_and_WorkItem()
    {
        var handler = new RecordingHandler();
        await using var receiver = await StartAsync(handler);

        (await receiver.StatusAsync(receiver.Submitted("w1"), Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);

        await Waits.UntilAsync(() => !handler.Completed.IsEmpty, () => receiver.Log.Text);
        var callback = handler.Completed.Single();
        (callback.Kind, callback.IsExpected, callback.Item.Id, callback.Item.Status).ShouldBe((CallbackKind.Complete, true, "w1", WorkItemStatus.Success));
        callback.Run.Value.Length.ShouldBe(26);
        callback.ToString().ShouldNotContain("Signature");
    }

    [Fact]
    public async Task The_answer_does_not_wait_for_the_work_and_neither_do_those_who_wait_for_the_WorkItem()
    {
        var release = new TaskCompletionSource();
        var handler = new RecordingHandler { Work = (_, _) => release.Task };
        await using var receiver = await StartAsync(handler);
        var end = receiver.EndOf("w1");

        (await receiver.StatusAsync(receiver.Submitted("w1"), Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);
        await end;

        handler.Completed.ShouldBeEmpty();
        release.SetResult();
        await Waits.UntilAsync(() => !handler.Completed.IsEmpty, () => receiver.Log.Text);
    }

    [Fact]
    public async Task A_handler_that_fails_is_logged_and_loses_nothing_of_the_others()
    {
        var failing = new RecordingHandler { Work = (_, _) => throw new InvalidOperationException("No space left."), Cancels = _ => throw new InvalidOperationException("No idea.") };
        var other = new RecordingHandler();
        await using var receiver = await StartAsync(failing, other);

        foreach (var id in new[] { "w1", "w2" })
            await receiver.StatusAsync(receiver.Submitted(id), Receiver.Ended(id));
        (await receiver.StatusAsync(receiver.Submitted("w3", CallbackKind.Progress), """{"id":"w3"}""")).ShouldBe(HttpStatusCode.OK);

        await receiver.StopAsync();
        other.Completed.Select(callback => callback.Item.Id).Order().ShouldBe(["w1", "w2"]);
        other.Progressed.Count.ShouldBe(1);
        receiver.Log.Lines.Count(line => line is { Name: "CallbackHandlerFailed", Level: LogLevel.Error, Error: InvalidOperationException }).ShouldBe(4);
    }

    [Fact]
    public async Task A_full_queue_is_answered_503_and_what_comes_again_is_taken()
    {
        var release = new TaskCompletionSource();
        var handler = new RecordingHandler { Work = (_, _) => release.Task };
        await using var receiver = await Receiver.StartAsync(
            services => services.AddSingleton<IWorkItemCallbackHandler>(handler), options => (options.QueueCapacity, options.MaxParallelHandlers) = (1, 1));
        var targets = Enumerable.Range(0, 10).ToDictionary(number => $"w{number}", number => receiver.Submitted($"w{number}"));
        var refused = new List<string>();
        foreach (var (id, target) in targets)
        {
            using var answer = await receiver.PostAsync(target, Receiver.Ended(id));
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                continue;
            answer.Headers.RetryAfter.ShouldNotBeNull();
            refused.Add(id);
        }

        refused.Count.ShouldBeInRange(7, 9);
        release.SetResult();
        foreach (var id in refused)
        {
            await Waits.UntilAsync(() => handler.Completed.Count >= 10 - refused.Count, () => receiver.Log.Text);
            (await receiver.StatusAsync(targets[id], Receiver.Ended(id))).ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
        }
    }

    [Fact]
    public async Task Whoever_tells_much_of_his_progress_keeps_no_end_out()
    {
        var release = new TaskCompletionSource();
        var handler = new RecordingHandler { Work = (_, _) => release.Task };
        await using var receiver = await Receiver.StartAsync(
            services => services.AddSingleton<IWorkItemCallbackHandler>(handler), options => (options.QueueCapacity, options.MaxParallelHandlers) = (10, 1));
        var talker = receiver.Submitted("talker", CallbackKind.Progress);
        var answers = new List<HttpStatusCode>();
        for (var number = 0; number < 30; number++)
            answers.Add(await receiver.StatusAsync(talker, """{"id":"talker","progress":"more"}"""));

        answers.Count(answer => answer == HttpStatusCode.OK).ShouldBeInRange(6, 7);
        answers[^1].ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await receiver.StatusAsync(receiver.Submitted("w1"), Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);
        release.SetResult();
        await Waits.UntilAsync(() => handler.Completed.Count == 1, () => receiver.Log.Text);
    }

    [Fact]
    public async Task A_handler_that_can_not_be_made_is_logged_and_the_next_callbacks_are_handled()
    {
        var made = 0;
        var handler = new RecordingHandler();
        await using var receiver = await Receiver.StartAsync(services => services.AddTransient<IWorkItemCallbackHandler>(
            _ => Interlocked.Increment(ref made) == 1 ? throw new InvalidOperationException("No database.") : handler));

        foreach (var id in new[] { "w1", "w2" })
        {
            (await receiver.StatusAsync(receiver.Submitted(id), Receiver.Ended(id))).ShouldBe(HttpStatusCode.OK);
            await Waits.UntilAsync(() => made >= (id == "w1" ? 1 : 2), () => receiver.Log.Text);
        }

        await Waits.UntilAsync(() => handler.Completed.Count == 1, () => receiver.Log.Text);
        receiver.Log.Text.ShouldContain("No database.");
    }

    [Fact]
    public async Task What_was_answered_is_handled_before_the_host_stops()
    {
        var handler = new RecordingHandler { Work = (_, stop) => Task.Delay(20, stop) };
        await using var receiver = await StartAsync(handler);
        foreach (var number in Enumerable.Range(0, 50))
            await receiver.StatusAsync(receiver.Submitted($"w{number}"), Receiver.Ended($"w{number}"));

        await receiver.StopAsync();

        handler.Completed.Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_handler_that_says_so_cancels_by_205()
    {
        var handler = new RecordingHandler { Cancels = callback => callback.Item.ProgressText == "half" };
        await using var receiver = await StartAsync(handler);
        var target = receiver.Submitted("w1", CallbackKind.Progress);

        (await receiver.StatusAsync(target, """{"id":"w1"}""")).ShouldBe(HttpStatusCode.OK);
        (await receiver.StatusAsync(target, """{"id":"w1","progress":"half"}""")).ShouldBe(HttpStatusCode.ResetContent);

        await Waits.UntilAsync(() => handler.Progressed.Count == 2, () => receiver.Log.Text);
    }

    [Fact]
    public async Task Strangers_networks_are_refused_when_a_list_says_who_may_call()
    {
        var handler = new RecordingHandler();
        await using (var receiver = await Receiver.StartAsync(receive: options =>
        {
            foreach (var network in AutomationNetworks.Published)
                options.AllowedNetworks.Add(network);
        }))
            (await receiver.StatusAsync(receiver.Submitted("w1"), Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.Forbidden);

        await using (var receiver = await Receiver.StartAsync(receive: options => options.AllowedNetworks.Add(IPNetwork.Parse("127.0.0.0/8"))))
            (await receiver.StatusAsync(receiver.Submitted("w1"), Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);

        var list = new ApsisCallbackOptions { AllowedNetworks = { IPNetwork.Parse("3.229.167.149/32") } };
        list.Allows(IPAddress.Parse("::ffff:3.229.167.149")).ShouldBeTrue();
        list.Allows(IPAddress.Parse("3.229.167.150")).ShouldBeFalse();
        list.Allows(null).ShouldBeFalse();
        AutomationNetworks.Published.Count.ShouldBe(15);
    }

    private static Task<Receiver> StartAsync(params RecordingHandler[] handlers) => Receiver.StartAsync(services =>
    {
        foreach (var handler in handlers)
            services.AddSingleton<IWorkItemCallbackHandler>(handler);
    });
}
