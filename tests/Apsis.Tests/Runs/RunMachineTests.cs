using Apsis.Automation;
using Apsis.Runs;
using CsCheck;

namespace Apsis.Tests.Runs;

/// <summary>The table of <see cref="RunMachine"/>, pair by pair, and what must hold for any history.</summary>
public sealed class RunMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly RunId Id = RunId.New(TimeProvider.System);

    private static readonly RunSpec Spec = new()
    {
        ActivityId = "me.Do+prod",
        BucketKey = "bucket",
        Inputs = [new RunInput.File("in", "in.dwg"), new RunInput.File("in2", "in2.dwg")],
        Outputs = [new RunOutput.Object("out", "out.pdf")],
    };

    private static readonly Dictionary<string, RunEvent> Events = new()
    {
        ["Started"] = new RunEvent.Started(Spec),
        ["BucketEnsured"] = new RunEvent.BucketEnsured(),
        ["InputUploaded"] = new RunEvent.InputUploaded("in", "k", 1),
        ["SubmissionOpened"] = new RunEvent.SubmissionOpened(Now),
        ["WorkItemCreated"] = new RunEvent.WorkItemCreated("w", Now),
        ["AnotherCreated"] = new RunEvent.WorkItemCreated("other", Now),
        ["SubmissionRefused"] = new RunEvent.SubmissionRefused("no"),
        ["SubmissionLost"] = new RunEvent.SubmissionLost(),
        ["StatusObserved"] = Seen("success"),
        ["ReportSaved"] = new RunEvent.ReportSaved("r", []),
        ["OutputDownloaded"] = new RunEvent.OutputDownloaded("out", "p", 1),
        ["StepFailed"] = new RunEvent.StepFailed("why", Now),
        ["CancellationRequested"] = new RunEvent.CancellationRequested(),
        ["WorkItemDeleted"] = new RunEvent.WorkItemDeleted(),
        ["WorkItemRetried"] = new RunEvent.WorkItemRetried(Now),
    };

    private static readonly Dictionary<string, RunState> States = new()
    {
        ["Uploading"] = After(),
        ["Submitting"] = After(Uploads),
        ["Opened"] = After([.. Uploads, Events["SubmissionOpened"]]),
        ["Waiting"] = After([.. Uploads, Events["SubmissionOpened"], Events["WorkItemCreated"]]),
        ["Downloading"] = After([.. Uploads, Events["SubmissionOpened"], Events["WorkItemCreated"], Events["StatusObserved"]]),
        ["Succeeded"] = After([.. Uploads, Events["SubmissionOpened"], Events["WorkItemCreated"], Events["StatusObserved"], Events["ReportSaved"], Events["OutputDownloaded"]]),
        ["Failed"] = After(new RunEvent.StepFailed("why", null)),
        ["Cancelled"] = After(new RunEvent.CancellationRequested()),
    };

    private static RunEvent[] Uploads => [new RunEvent.BucketEnsured(), new RunEvent.InputUploaded("in", "k", 1), new RunEvent.InputUploaded("in2", "k2", 1)];

    // Each row: what happens in Uploading, Submitting, Opened, Waiting, Downloading and the three ended phases.
    public static TheoryData<string, string> Table { get; } = new()
    {
        { "Started", "! ! ! ! ! ! ! !" },
        { "BucketEnsured", "A ! ! ! ! - - -" },
        { "InputUploaded", "A ! ! ! ! - - -" },
        { "SubmissionOpened", "! A ! ! ! - - -" },
        { "WorkItemCreated", "! ! A - - - - -" },
        { "AnotherCreated", "! ! A ! ! - - -" },
        { "SubmissionRefused", "! ! A ! ! - - -" },
        { "SubmissionLost", "! ! A ! ! - - -" },
        { "StatusObserved", "! ! - A - - - -" },
        { "ReportSaved", "! ! ! ! A - - -" },
        { "OutputDownloaded", "! ! ! ! A - - -" },
        { "StepFailed", "A A A A A - - -" },
        { "CancellationRequested", "A A A A A - - -" },
        { "WorkItemDeleted", "! ! ! A - - - -" },
        { "WorkItemRetried", "! ! ! ! ! - - -" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_event_has_its_answer_in_every_phase(string happened, string row)
    {
        var answers = States.Values.Select(state => AnswerOf(state, Events[happened]));

        string.Join(' ', answers).ShouldBe(row, string.Join(' ', States.Keys));
    }

    [Fact]
    public void The_table_names_every_event() =>
        typeof(RunEvent).GetNestedTypes().Select(type => type.Name).Except(Events.Keys).ShouldBeEmpty();

    [Fact]
    public void The_happy_life_asks_for_one_step_after_the_other()
    {
        NextOf(After()).ShouldBeOfType<RunStep.EnsureBucket>();
        NextOf(After(Uploads[0])).ShouldBe(new RunStep.UploadInput(new RunInput.File("in", "in.dwg")));
        NextOf(After(Uploads[0], Uploads[1])).ShouldBe(new RunStep.UploadInput(new RunInput.File("in2", "in2.dwg")));
        NextOf(States["Submitting"]).ShouldBeOfType<RunStep.Submit>();
        NextOf(States["Opened"]).ShouldBe(new RunStep.Reconcile(Now));
        NextOf(States["Waiting"]).ShouldBe(new RunStep.Park("w"));
        NextOf(States["Downloading"]).ShouldBe(new RunStep.SaveReport("w"));
        NextOf(RunMachine.Apply(States["Downloading"], Events["ReportSaved"])).ShouldBeOfType<RunStep.DownloadOutput>();
        NextOf(States["Succeeded"]).ShouldBeOfType<RunStep.None>();
    }

    [Fact]
    public void A_run_without_files_begins_with_its_submission_and_ends_after_its_report()
    {
        var state = RunMachine.Start(Id, new RunEvent.Started(new RunSpec { ActivityId = "me.Do+prod" }));

        NextOf(state).ShouldBeOfType<RunStep.Submit>();
        foreach (var happened in new[] { Events["SubmissionOpened"], Events["WorkItemCreated"], Events["StatusObserved"], Events["ReportSaved"] })
            state = RunMachine.Apply(state, happened);
        state.Phase.ShouldBe(RunPhase.Succeeded);
    }

    [Theory]
    [InlineData("failedInstructions", RunPhase.Failed)]
    [InlineData("cancelled", RunPhase.Cancelled)]
    public void A_WorkItem_that_failed_or_was_cancelled_gives_its_report_and_no_outputs(string status, RunPhase phase)
    {
        var state = RunMachine.Apply(States["Waiting"], Seen(status));

        NextOf(state).ShouldBeOfType<RunStep.SaveReport>();
        RunMachine.Apply(state, Events["ReportSaved"]).Phase.ShouldBe(phase);
    }

    [Fact]
    public void An_unknown_status_leaves_the_run_waiting() => RunMachine.Apply(States["Waiting"], Seen("hibernating")).Phase.ShouldBe(RunPhase.Waiting);

    [Fact]
    public void Cancelling_while_the_service_has_the_WorkItem_deletes_it_first()
    {
        var state = RunMachine.Apply(States["Waiting"], Events["CancellationRequested"]);

        state.Phase.ShouldBe(RunPhase.Waiting);
        NextOf(state).ShouldBe(new RunStep.DeleteWorkItem("w"));
        RunMachine.Apply(state, Events["WorkItemDeleted"]).Phase.ShouldBe(RunPhase.Cancelled);
    }

    [Fact]
    public void Cancelling_an_unanswered_submission_finds_out_first_what_the_service_has()
    {
        var state = RunMachine.Apply(States["Opened"], Events["CancellationRequested"]);

        NextOf(state).ShouldBeOfType<RunStep.Reconcile>();
        RunMachine.Apply(state, Events["SubmissionLost"]).Phase.ShouldBe(RunPhase.Cancelled);
        NextOf(RunMachine.Apply(state, Events["WorkItemCreated"])).ShouldBeOfType<RunStep.DeleteWorkItem>();
    }

    [Fact]
    public void A_WorkItem_that_failed_is_followed_by_another_when_the_policy_says_so_and_after_its_report_only()
    {
        var spec = Spec with { Retry = new WorkItemRetryPolicy { MaxAttempts = 2 } };
        RunEvent[] history = [.. Uploads, Events["SubmissionOpened"], Events["WorkItemCreated"], Seen("failedDownload")];
        var state = history.Aggregate(RunMachine.Start(Id, new RunEvent.Started(spec)), RunMachine.Apply);

        NextOf(state).ShouldBeOfType<RunStep.SaveReport>();
        AnswerOf(state, Events["WorkItemRetried"]).ShouldBe("!");
        state = RunMachine.Apply(state, Events["ReportSaved"]);
        NextOf(state).ShouldBeOfType<RunStep.Retry>();
        state = RunMachine.Apply(state, new RunEvent.WorkItemRetried(Now.AddSeconds(10)));
        NextOf(state).ShouldBe(new RunStep.WaitUntil(Now.AddSeconds(10)));
        RunMachine.Next(state, Now.AddSeconds(10)).ShouldBeOfType<RunStep.Submit>();
        AnswerOf(state, Events["StatusObserved"]).ShouldBe("-", "what is still heard of the first WorkItem");
        RunMachine.Apply(state, Events["CancellationRequested"]).Phase.ShouldBe(RunPhase.Cancelled);

        foreach (var happened in new[] { Events["SubmissionOpened"], Events["AnotherCreated"], new RunEvent.StatusObserved(new WorkItem { Id = "other", ServiceStatus = "failedDownload" }), Events["ReportSaved"] })
            state = RunMachine.Apply(state, happened);
        (state.Phase, state.WorkItemId).ShouldBe((RunPhase.Failed, "other"));
    }

    [Fact]
    public void A_failed_step_is_not_tried_before_its_time()
    {
        var state = RunMachine.Apply(States["Uploading"], new RunEvent.StepFailed("why", Now + TimeSpan.FromSeconds(5)));

        NextOf(state).ShouldBe(new RunStep.WaitUntil(Now + TimeSpan.FromSeconds(5)));
        RunMachine.Next(state, Now + TimeSpan.FromSeconds(5)).ShouldBeOfType<RunStep.EnsureBucket>();
    }

    [Fact]
    public void Any_history_ends_only_once_counts_every_event_and_submits_only_when_nothing_is_open()
    {
        Gen.OneOf([.. Events.Values]).Array[0, 30].Sample(history =>
        {
            var state = After();
            foreach (var happened in history)
            {
                RunState next;
                try
                {
                    next = RunMachine.Apply(state, happened);
                }
                catch (CorruptJournalException)
                {
                    continue;
                }

                next.Version.ShouldBe(state.Version + 1);
                if (state.HasEnded)
                    next.ShouldBe(state with { Version = next.Version });
                if (RunMachine.Next(next, Now + TimeSpan.FromDays(1)) is RunStep.Submit)
                    (next.SubmissionOpenedAt is null && next.WorkItemId is null).ShouldBeTrue();
                state = next;
            }
        });
    }

    private static string AnswerOf(RunState state, RunEvent happened)
    {
        try
        {
            var next = RunMachine.Apply(state, happened);
            return next == state with { Version = state.Version + 1 } ? "-" : "A";
        }
        catch (CorruptJournalException)
        {
            return "!";
        }
    }

    private static RunState After(params RunEvent[] events) => events.Aggregate(RunMachine.Start(Id, new RunEvent.Started(Spec)), RunMachine.Apply);

    private static RunStep NextOf(RunState state) => RunMachine.Next(state, Now);

    private static RunEvent.StatusObserved Seen(string status) => new(new WorkItem { Id = "w", ServiceStatus = status });
}
