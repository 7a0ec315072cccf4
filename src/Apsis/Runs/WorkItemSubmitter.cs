using System.Net;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Runs.Callbacks;
using Apsis.Runs.Sockets;

namespace Apsis.Runs;

/// <summary>Hands WorkItems in, and tells apart what the service refused, what never reached it, and what may have been accepted unheard.</summary>
/// <remarks>
/// WorkItems of one Activity go in one request: those that come within a short linger, while the budget has no call for them, or while the request
/// before theirs is under way. One request is made for each once, and never again after an answer that was lost. A request that is refused is made
/// anew in halves, for a refusal has done nothing and may be about one of them only.
/// </remarks>
internal sealed class WorkItemSubmitter(AutomationClient automation, TimeSpan linger, RunCallbacks? callbacks = null, WorkItemSocket? socket = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string, CallPriority), SubmissionLine> _lines = [];
    private readonly RateGate _gate = automation.Pipeline.GateOf(EndpointFamily.Automation);

    /// <summary>Submits one WorkItem that is no run's.</summary>
    /// <inheritdoc cref="SubmitAsync(WorkItemSpec, RunId, CallPriority, CancellationToken)"/>
    public Task<WorkItem> SubmitAsync(WorkItemSpec spec, CallPriority priority, CancellationToken cancellationToken) =>
        SubmitAsync(spec, RunId.New(automation.Pipeline.Time), priority, cancellationToken);

    /// <summary>Submits one WorkItem, together with others, with an address to call back where there is one.</summary>
    /// <param name="spec">The WorkItem.</param>
    /// <param name="run">Whose it is.</param>
    /// <param name="priority">Whether somebody waits for this one, or for many.</param>
    /// <param name="cancellationToken">Leaves the line. A WorkItem whose request is under way is answered all the same.</param>
    /// <exception cref="SubmissionException">Not accepted, as far as is known; its fate says what is known.</exception>
    /// <exception cref="OperationCanceledException">It was not handed in, and will not be.</exception>
    public async Task<WorkItem> SubmitAsync(WorkItemSpec spec, RunId run, CallPriority priority, CancellationToken cancellationToken)
    {
        if (callbacks is null)
            return await HandInAsync(spec, priority, cancellationToken).ConfigureAwait(false);

        var addressed = callbacks.Address(spec, run);
        var item = await HandInAsync(addressed.Spec, priority, cancellationToken).ConfigureAwait(false);
        callbacks.Enter(addressed, item.Id);
        return item;
    }

    // What the WebSocket does not take, for whatever reason, has done nothing there.
    private async Task<WorkItem> HandInAsync(WorkItemSpec spec, CallPriority priority, CancellationToken cancellationToken) =>
        (socket is null ? null : await socket.TrySubmitAsync(spec, cancellationToken).ConfigureAwait(false))
        ?? await PostAsync(spec, priority, cancellationToken).ConfigureAwait(false);

    /// <summary>Submits any number of WorkItems. The answers, and what went wrong, are in the order of the specs.</summary>
    public async Task<IReadOnlyList<(WorkItem? Item, Exception? Error)>> SubmitEachAsync(IReadOnlyList<WorkItemSpec> specs, CancellationToken cancellationToken)
    {
        var submissions = specs.Select(spec => SubmitAsync(spec, CallPriority.Batch, cancellationToken)).ToList();
        var answers = new List<(WorkItem?, Exception?)>(specs.Count);
        foreach (var submission in submissions)
        {
            try
            {
                answers.Add((await submission.ConfigureAwait(false), null));
            }
            catch (Exception error) when (error is SubmissionException or ApsException or OperationCanceledException)
            {
                answers.Add((null, (error as SubmissionException)?.Cause ?? error));
            }
        }

        if (cancellationToken.IsCancellationRequested && answers.Exists(answer => answer.Item1 is not null))
            throw Interrupted(answers, new OperationCanceledException(cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return answers;
    }

    /// <summary>Submits any number of WorkItems, all or with an error that names those that were submitted.</summary>
    public async Task<IReadOnlyList<WorkItem>> SubmitAllAsync(IReadOnlyList<WorkItemSpec> specs, CancellationToken cancellationToken)
    {
        var answers = await SubmitEachAsync(specs, cancellationToken).ConfigureAwait(false);
        if (answers.FirstOrDefault(answer => answer.Error is not null).Error is { } error)
            throw answers.Any(answer => answer.Item is not null) ? Interrupted(answers, error) : error;
        return [.. answers.Select(answer => answer.Item!)];
    }

    private async Task<WorkItem> PostAsync(WorkItemSpec spec, CallPriority priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = new SubmissionEntry(spec);
        // Machines of a kind are documented for single submissions only.
        if (spec.MemoryGb is not null || spec.Gpu is not null)
        {
            var pass = await _gate.EnterAsync(priority, cancellationToken).ConfigureAwait(false);
            await SendAsync([entry], priority, pass).ConfigureAwait(false);
            return await entry.Task.ConfigureAwait(false);
        }

        SubmissionLine? toFill;
        lock (_lock)
        {
            if (!_lines.TryGetValue((spec.ActivityId, priority), out var line))
                _lines[(spec.ActivityId, priority)] = line = new SubmissionLine(spec.ActivityId, priority);
            line.Add(entry);
            toFill = Begin(line);
        }

        using var leaving = cancellationToken.UnsafeRegister(static (entry, token) => ((SubmissionEntry)entry!).Leave(token), entry);
        Fill(toFill);
        return await entry.Task.ConfigureAwait(false);
    }

    private static SubmissionLine? Begin(SubmissionLine line)
    {
        if (!line.WantsRequest)
            return null;

        line.IsGathering = true;
        return line;
    }

    private void Fill(SubmissionLine? line)
    {
        if (line is not null)
            _ = FillAsync(line);
    }

    private async Task FillAsync(SubmissionLine line)
    {
        if (linger > TimeSpan.Zero)
            await Task.Delay(linger, automation.Pipeline.Time).ConfigureAwait(false);
        // While the budget has no call for them, more may come, and some may leave.
        RatePass? pass = null;
        Exception? noPass = null;
        try
        {
            pass = await _gate.EnterAsync(line.Priority, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            noPass = error;
        }

        List<SubmissionEntry> batch;
        SubmissionLine? next;
        lock (_lock)
        {
            batch = line.Take();
            line.IsGathering = false;
            line.Sending++;
            next = Begin(line);
        }

        Fill(next);
        if (noPass is not null)
            batch.ForEach(entry => entry.TrySetException(noPass));
        else if (batch.Count == 0)
            await pass!.Value.WithdrawAsync().ConfigureAwait(false);
        else
            await SendAsync(batch, line.Priority, pass).ConfigureAwait(false);

        lock (_lock)
        {
            line.Sending--;
            next = Begin(line);
            if (line.IsIdle)
                _lines.Remove(line.Key);
        }

        Fill(next);
    }

    private async Task SendAsync(List<SubmissionEntry> batch, CallPriority priority, RatePass? pass)
    {
        try
        {
            var items = await automation.WorkItems.SubmitAsync([.. batch.Select(entry => entry.Spec)], priority, pass).ConfigureAwait(false);
            if (items.Count != batch.Count)
                throw Miscounted(batch.Count, items.Count);
            foreach (var (entry, item) in batch.Zip(items))
                entry.TrySetResult(item);
        }
        catch (ApsHttpException error) when (batch.Count > 1 && IsAboutOne(error))
        {
            var half = batch.Count / 2;
            await SendAsync(batch[..half], priority, null).ConfigureAwait(false);
            await SendAsync(batch[half..], priority, null).ConfigureAwait(false);
        }
        catch (ApsHttpException error)
        {
            var fate = FateOf(error);
            batch.ForEach(entry => entry.TrySetException(new SubmissionException(fate, error)));
        }
        catch (Exception error)
        {
            batch.ForEach(entry => entry.TrySetException(error));
        }
    }

    // Who may call, and how often, is the same for all of a request; what is wrong with one, or too large together, is not.
    private static bool IsAboutOne(ApsHttpException error) =>
        FateOf(error) == SubmissionFate.Refused && error.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);

    private static AutomationException Miscounted(int sent, int answered) => new(
        $"The service answered a batch of {sent} WorkItems with {answered}; which ones it accepted is not known.",
        new ApsHttpFailure { Method = "POST", Url = "workitems/batch", Status = HttpStatusCode.OK, Body = "" });

    // The ids of what is paid for must not be lost with the rest.
    private static RunFailedException Interrupted(IReadOnlyList<(WorkItem? Item, Exception? Error)> answers, Exception cause)
    {
        var submitted = answers.Where(answer => answer.Item is not null).Select(answer => answer.Item!.Id).ToList();
        return new RunFailedException($"{submitted.Count} of {answers.Count} WorkItems were submitted, and run; the others were not: {cause.Message} "
            + "Their ids are in SubmittedWorkItemIds, to wait for or to cancel.", cause) { SubmittedWorkItemIds = submitted };
    }

    private static SubmissionFate FateOf(ApsHttpException error) => error.Status switch
    {
        // There was no token, so the call was not made.
        _ when error is not AutomationException => SubmissionFate.NotReached,
        HttpStatusCode.TooManyRequests => SubmissionFate.NotReached,
        HttpStatusCode.RequestTimeout => SubmissionFate.Unknown,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => SubmissionFate.Refused,
        null when error.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
            SubmissionFate.NotReached,
        _ => SubmissionFate.Unknown,
    };
}
