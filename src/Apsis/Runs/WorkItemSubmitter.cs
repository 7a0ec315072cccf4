using System.Net;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Runs;

/// <summary>Hands WorkItems in, and tells apart what the service refused, what never reached it, and what may have been accepted unheard.</summary>
internal sealed class WorkItemSubmitter(AutomationClient automation)
{
    /// <summary>Submits one WorkItem.</summary>
    /// <exception cref="SubmissionException">Not accepted, as far as is known; its fate says what is known.</exception>
    public async Task<WorkItem> SubmitAsync(WorkItemSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await automation.WorkItems.CreateAsync(spec, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException error)
        {
            throw new SubmissionException(FateOf(error), error);
        }
    }

    /// <summary>Submits any number of WorkItems, batch by batch, one Activity at a time. The answers are in the order of the specs.</summary>
    public async Task<IReadOnlyList<WorkItem>> SubmitAllAsync(IReadOnlyList<WorkItemSpec> specs, CancellationToken cancellationToken)
    {
        var answers = new WorkItem?[specs.Count];
        foreach (var batch in specs.Index().GroupBy(item => item.Item.ActivityId, StringComparer.Ordinal).SelectMany(group => group.Chunk(ApsLimits.WorkItemsPerBatch)))
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Not interruptible: a batch that is cut off may have been accepted, and would be paid for unseen.
                var items = await SubmitBatchAsync([.. batch.Select(item => item.Item)], CancellationToken.None).ConfigureAwait(false);
                foreach (var (item, answer) in batch.Zip(items))
                    answers[item.Index] = answer;
            }
            catch (Exception error) when (error is ApsException or OperationCanceledException && answers.OfType<WorkItem>().Any())
            {
                throw Interrupted(answers, error);
            }
        }

        if (cancellationToken.IsCancellationRequested && answers.Length > 0)
            throw Interrupted(answers, new OperationCanceledException(cancellationToken));
        return answers!;
    }

    private async Task<IReadOnlyList<WorkItem>> SubmitBatchAsync(IReadOnlyList<WorkItemSpec> batch, CancellationToken cancellationToken)
    {
        var items = await automation.WorkItems.CreateBatchAsync(batch, cancellationToken).ConfigureAwait(false);
        return items.Count == batch.Count
            ? items
            : throw new RunFailedException($"The service answered a batch of {batch.Count} WorkItems with {items.Count}; which ones it accepted is not known.");
    }

    // The ids of what is paid for must not be lost with the rest.
    private static RunFailedException Interrupted(WorkItem?[] answers, Exception cause)
    {
        var submitted = answers.OfType<WorkItem>().Select(item => item.Id).ToList();
        return new RunFailedException($"{submitted.Count} of {answers.Length} WorkItems were submitted, and run, before the submission stopped: {cause.Message} "
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
