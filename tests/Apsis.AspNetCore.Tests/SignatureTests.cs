using System.Net;
using Apsis.AspNetCore.Tests.Support;
using Apsis.Automation;
using Apsis.Runs.Callbacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.AspNetCore.Tests;

/// <summary>Who is believed: whoever has the secret of the run, once, for its own WorkItem.</summary>
public sealed class SignatureTests
{
    [Fact]
    public async Task The_right_secret_ends_the_wait()
    {
        await using var receiver = await Receiver.StartAsync();
        var target = receiver.Submitted("w1");
        var end = receiver.EndOf("w1");

        (await receiver.StatusAsync(target, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);

        (await end).Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task The_secret_may_stand_in_the_path()
    {
        await using var receiver = await Receiver.StartAsync(options: apsis => apsis.Callbacks.SecretPlace = CallbackSecretPlace.Path);
        var target = receiver.Submitted("w1");
        target.Headers.ShouldBeNull();
        var end = receiver.EndOf("w1");

        (await receiver.StatusAsync(target with { Url = target.Url[..^1] }, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.Forbidden);
        (await receiver.StatusAsync(target, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);

        (await end).Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task Wrong_missing_truncated_and_other_runs_secrets_are_refused_and_change_nothing()
    {
        var handler = new RecordingHandler();
        await using var receiver = await Receiver.StartAsync(services => services.AddSingleton<IWorkItemCallbackHandler>(handler));
        using var numbers = new HeardNumbers();
        var target = receiver.Submitted("w1");
        var other = receiver.Submitted("w2");
        var right = target.Headers![RunCallbacks.SignatureHeader];
        var end = receiver.EndOf("w1");
        string[] wrong =
        [
            "x", right[..^1], right + "A", right.ToUpperInvariant(), $"{right},{right}", other.Headers![RunCallbacks.SignatureHeader],
            new('A', right.Length),
        ];

        foreach (var signature in wrong)
            (await receiver.StatusAsync(target, Receiver.Ended("w1"), signature)).ShouldBe(HttpStatusCode.Forbidden, signature);
        (await receiver.StatusAsync(target with { Headers = null }, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.Forbidden);

        end.IsCompleted.ShouldBeFalse();
        numbers["apsis.callbacks.refused Signature"].ShouldBeGreaterThanOrEqualTo(wrong.Length);
        numbers["apsis.callbacks.refused Unsigned"].ShouldBeGreaterThanOrEqualTo(1);
        (await receiver.StatusAsync(target, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);
        await end;
        await Waits.UntilAsync(() => handler.Completed.Count == 1, () => $"{handler.Completed.Count} were handled.");
    }

    [Fact]
    public async Task A_secret_that_is_replayed_for_another_WorkItem_is_refused()
    {
        await using var receiver = await Receiver.StartAsync();
        using var numbers = new HeardNumbers();
        var first = receiver.Submitted("w1");
        receiver.Submitted("w2");
        var end = receiver.EndOf("w2");
        (await receiver.StatusAsync(first, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);

        (await receiver.StatusAsync(first, Receiver.Ended("w2"))).ShouldBe(HttpStatusCode.Forbidden);

        end.IsCompleted.ShouldBeFalse();
        numbers["apsis.callbacks.refused OtherWorkItem"].ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_callback_that_comes_again_is_answered_well_and_not_acted_on()
    {
        var handler = new RecordingHandler();
        await using var receiver = await Receiver.StartAsync(services => services.AddSingleton<IWorkItemCallbackHandler>(handler));
        var target = receiver.Submitted("w1");
        var later = receiver.Submitted("w2");

        foreach (var body in new[] { Receiver.Ended("w1"), Receiver.Ended("w1"), """{"id":"w1","status":"cancelled"}""" })
            (await receiver.StatusAsync(target, body)).ShouldBe(HttpStatusCode.OK);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => receiver.StatusAsync(later, Receiver.Ended("w2"))));

        await receiver.StopAsync();
        handler.Completed.Select(callback => (callback.Item.Id, callback.Item.ServiceStatus)).Order().ShouldBe([("w1", "success"), ("w2", "success")]);
    }

    [Fact]
    public async Task A_secret_that_is_too_old_is_refused()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var receiver = await Receiver.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        var target = receiver.Submitted("w1");

        time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromSeconds(1));

        (await receiver.StatusAsync(target, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("apsis/callbacks")]
    [InlineData("apsis/callbacks/complete")]
    [InlineData("apsis/callbacks/complete/x")]
    [InlineData("apsis/callbacks/finish/00000000000000000000000000.1")]
    [InlineData("apsis/callbacks/complete/00000000000000000000000000.1/more")]
    [InlineData("apsis/callbacks/complete/%20%27..%2f..%2f")]
    public async Task Other_addresses_are_nobodys(string path)
    {
        await using var receiver = await Receiver.StartAsync();

        (await receiver.StatusAsync(WorkItemArgument.Callback(new Uri(receiver.BaseUrl, path)), Receiver.Ended("w1"), "x")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_log_holds_neither_key_nor_secret_nor_what_strangers_write()
    {
        var handler = new RecordingHandler { Work = (_, _) => throw new InvalidOperationException("The handler's own trouble.") };
        await using var receiver = await Receiver.StartAsync(services => services.AddSingleton<IWorkItemCallbackHandler>(handler));
        var target = receiver.Submitted("w1");
        var secret = target.Headers![RunCallbacks.SignatureHeader];

        await receiver.StatusAsync(target, "planted-body");
        await receiver.StatusAsync(target, Receiver.Ended("w1"), "planted-signature");
        await receiver.StatusAsync(target, Receiver.Ended("w1"));
        await receiver.StopAsync();

        receiver.Log.Text.ShouldContain("CallbackAccepted");
        receiver.Log.Text.ShouldContain("CallbacksRefused");
        receiver.Log.Text.ShouldContain("The handler's own trouble.");
        foreach (var text in new[] { secret, secret[..20], Receiver.Key, "planted-body", "planted-signature", "X-Amz-Signature=secret" })
            receiver.Log.Text.ShouldNotContain(text);
    }

    [Fact]
    public async Task Whoever_knocks_often_is_logged_seldom()
    {
        await using var receiver = await Receiver.StartAsync();
        var target = receiver.Submitted("w1");

        for (var number = 0; number < 50; number++)
            await receiver.StatusAsync(target, "{}", "wrong");

        receiver.Log.Lines.Count(line => line.Name == "CallbacksRefused").ShouldBe(1);
        receiver.Log.Lines.ShouldNotContain(line => line.Level >= LogLevel.Error);
    }
}
