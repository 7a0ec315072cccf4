using Apsis.Automation;
using Apsis.Runs;
using Apsis.Runs.Callbacks;

namespace Apsis.Tests.Runs.Callbacks;

/// <summary>What a callback with the right secret is worth.</summary>
public sealed class ClaimTests
{
    private static readonly WorkItemSpec Spec = new() { ActivityId = "me.Do+prod" };

    private readonly RunCallbacks _callbacks = new(new RunCallbackOptions { BaseUrl = new Uri("https://me.example/hooks"), AsksForProgress = true });

    [Fact]
    public void The_first_end_of_the_WorkItem_that_was_submitted_is_expected_and_the_second_repeated()
    {
        var ticket = Submit("w1");

        _callbacks.Take(ticket, "w1").ShouldBe(CallbackClaim.Expected);
        _callbacks.Take(ticket, "w1").ShouldBe(CallbackClaim.Repeated);
    }

    [Fact]
    public void Progress_is_told_often_and_nothing_follows_the_end()
    {
        var ticket = Submit("w1");
        var progress = ticket with { Kind = CallbackKind.Progress };

        _callbacks.Take(progress, "w1").ShouldBe(CallbackClaim.Expected);
        _callbacks.Take(progress, "w1").ShouldBe(CallbackClaim.Expected);
        _callbacks.Take(ticket, "w1");
        _callbacks.Take(progress, "w1").ShouldBe(CallbackClaim.Repeated);
    }

    [Fact]
    public void A_secret_is_worth_nothing_for_another_WorkItem()
    {
        var first = Submit("w1");
        var second = Submit("w2");

        _callbacks.Take(first, "w2").ShouldBe(CallbackClaim.OfAnotherWorkItem);
        _callbacks.Take(first with { Kind = CallbackKind.Progress }, "w2").ShouldBe(CallbackClaim.OfAnotherWorkItem);
        _callbacks.Take(second, "w2").ShouldBe(CallbackClaim.Expected);
        _callbacks.Take(first, "w1").ShouldBe(CallbackClaim.Expected);
    }

    [Fact]
    public void What_comes_before_the_answer_to_the_submission_is_unknown_and_is_not_relied_on()
    {
        _callbacks.Listen();
        var submitted = _callbacks.Address(Spec, RunId.New(TimeProvider.System));
        _callbacks.Take(submitted.Ticket!.Value, "w1").ShouldBe(CallbackClaim.Unknown);

        _callbacks.Enter(submitted, "w1");

        _callbacks.IsCalledBackBy("w1").ShouldBeFalse();
        _callbacks.Take(submitted.Ticket.Value, "w1").ShouldBe(CallbackClaim.Repeated);
    }

    [Fact]
    public void What_could_not_be_acted_on_counts_when_it_comes_again()
    {
        _callbacks.Listen();
        var ticket = Submit("w1");
        _callbacks.Take(ticket, "w1");
        _callbacks.IsCalledBackBy("w1").ShouldBeFalse();

        _callbacks.Release(ticket);

        _callbacks.IsCalledBackBy("w1").ShouldBeTrue();
        _callbacks.Take(ticket, "w1").ShouldBe(CallbackClaim.Expected);
    }

    [Fact]
    public void A_program_that_does_not_listen_relies_on_no_callback()
    {
        Submit("w1");

        _callbacks.IsCalledBackBy("w1").ShouldBeFalse();
        _callbacks.Listen();
        _callbacks.IsCalledBackBy("w1").ShouldBeTrue();
        _callbacks.IsCalledBackBy("w2").ShouldBeFalse();
    }

    [Fact]
    public void Callbacks_that_do_not_come_three_times_in_a_row_are_not_relied_on_until_one_comes()
    {
        _callbacks.Listen();
        foreach (var id in new[] { "w1", "w2" })
        {
            Submit(id);
            _callbacks.Miss(id).ShouldBeTrue();
            _callbacks.Miss(id).ShouldBeFalse();
        }

        var late = Submit("w3");
        _callbacks.IsCalledBackBy("w3").ShouldBeTrue();
        _callbacks.Miss("w3").ShouldBeTrue();
        Submit("w4");
        _callbacks.IsCalledBackBy("w4").ShouldBeFalse();

        _callbacks.Take(late, "w3").ShouldBe(CallbackClaim.Expected);
        _callbacks.IsCalledBackBy("w4").ShouldBeTrue();
    }

    [Fact]
    public void Addresses_of_the_callers_own_and_signed_submissions_stay_as_they_are()
    {
        var own = Spec with { Arguments = new Dictionary<string, WorkItemArgument> { ["onComplete"] = WorkItemArgument.Callback(new Uri("https://other.example/")) } };
        var signed = Spec with { Signatures = new WorkItemSignatures { ActivityId = "signed" } };

        foreach (var spec in new[] { own, signed })
        {
            var addressed = _callbacks.Address(spec, RunId.New(TimeProvider.System));
            (addressed.Spec, addressed.Ticket).ShouldBe((spec, null));
        }
    }

    [Fact]
    public void Memory_is_bounded_and_the_oldest_are_forgotten_first()
    {
        var book = new CallbackBook(3);
        var tickets = Enumerable.Range(0, 5).Select(_ => new CallbackTicket(CallbackKind.Complete, RunId.New(TimeProvider.System), DateTimeOffset.UnixEpoch)).ToList();
        foreach (var (number, ticket) in tickets.Index())
            book.Enter(ticket, $"w{number}");

        book.Expects("w1").ShouldBeFalse();
        book.Expects("w2").ShouldBeTrue();
        book.Take(tickets[1], "w1").ShouldBe(CallbackClaim.Unknown);
        foreach (var number in new[] { 2, 3, 4 })
            book.Take(tickets[number], $"w{number}").ShouldBe(CallbackClaim.Expected);
        book.Take(tickets[4], "w4").ShouldBe(CallbackClaim.Repeated);
        book.Take(tickets[1], "w1").ShouldBe(CallbackClaim.Unknown);
    }

    private CallbackTicket Submit(string workItemId)
    {
        var submitted = _callbacks.Address(Spec, RunId.New(TimeProvider.System));
        submitted.Spec.Arguments.Keys.ShouldBe(["onComplete", "onProgress"]);
        _callbacks.Enter(submitted, workItemId);
        return submitted.Ticket!.Value;
    }
}
