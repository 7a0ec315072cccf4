using Apsis.Automation;
using Apsis.Runs;
using Apsis.Runs.Callbacks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Apsis.AspNetCore;

/// <summary>Answers one request: who calls, whether the secret is right, what the body says, who has to hear of it. In this order, so that strangers cost little.</summary>
internal sealed class CallbackEndpoint(
    RunCallbacks callbacks, CallbackQueue queue, IOptions<ApsisCallbackOptions> settings, IServiceProviderIsService services, ILogger<CallbackEndpoint> logger,
    WorkItemTracker? tracker = null, TimeProvider? time = null)
{
    private readonly ApsisCallbackOptions _options = settings.Value;
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly RefusalLog _refusals = new(logger, time ?? TimeProvider.System);
    private readonly bool _hasHandlers = services.IsService(typeof(IWorkItemCallbackHandler));

    public async Task AnswerAsync(HttpContext http)
    {
        if (!_options.Allows(http.Connection.RemoteIpAddress))
        {
            Refuse(http, CallbackRefusal.Network);
            return;
        }

        var verdict = callbacks.Check(
            http.Request.RouteValues["kind"] as string, http.Request.RouteValues["ticket"] as string, http.Request.Headers[RunCallbacks.SignatureHeader].ToString(), out var ticket);
        if (verdict != CallbackVerdict.Right)
        {
            Refuse(http, ReasonOf(verdict));
            return;
        }

        var (body, refusal) = await CallbackBody.ReadAsync(http, _options, _time).ConfigureAwait(false);
        using (body)
        {
            if (body is null)
                Refuse(http, refusal!.Value);
            else if (ReadItem(body.Bytes, ticket.Kind) is { } item)
                Take(http, ticket, item);
            else
                Refuse(http, CallbackRefusal.Content);
        }
    }

    private static WorkItem? ReadItem(ReadOnlySpan<byte> json, CallbackKind kind)
    {
        try
        {
            var item = WorkItemCallback.Parse(json);
            // What tells of progress must not end a wait: that would go past the book of those that have ended.
            return kind == CallbackKind.Complete ? item.ServiceStatus.Length == 0 ? null : item : item.HasEnded ? null : item;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private void Take(HttpContext http, CallbackTicket ticket, WorkItem item)
    {
        var claim = callbacks.Take(ticket, item.Id);
        if (claim == CallbackClaim.OfAnotherWorkItem)
        {
            Refuse(http, CallbackRefusal.OtherWorkItem);
            return;
        }

        if (claim == CallbackClaim.Repeated)
        {
            CallbackMeter.Repeated(ticket.Kind.ToString());
            http.Response.StatusCode = StatusCodes.Status200OK;
            return;
        }

        var callback = new ReceivedCallback { Kind = ticket.Kind, Run = ticket.Run, Item = item, IsExpected = claim == CallbackClaim.Expected };
        // Those who wait are told at once: that takes microseconds, and no handler can hold it up.
        tracker?.TakeHint(item, callback.IsExpected ? null : HintTrust.Confirm);
        if (_hasHandlers && !queue.TryAdd(callback))
        {
            if (ticket.Kind == CallbackKind.Complete)
                callbacks.Release(ticket);
            http.Response.Headers.RetryAfter = "5";
            Refuse(http, CallbackRefusal.QueueFull);
            return;
        }

        CallbackMeter.Accepted(ticket.Kind.ToString());
        logger.CallbackAccepted(item.Id, ticket.Run.Value, ticket.Kind.ToString(), item.Status.ToString());
        http.Response.StatusCode = IsToBeCancelled(http, callback) ? StatusCodes.Status205ResetContent : StatusCodes.Status200OK;
    }

    private bool IsToBeCancelled(HttpContext http, ReceivedCallback callback)
    {
        if (callback.Kind != CallbackKind.Progress || !_hasHandlers)
            return false;

        try
        {
            return http.RequestServices.GetServices<IWorkItemCallbackHandler>().Any(handler => Cancels(handler, callback));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            logger.HandlerFailed(error, nameof(IWorkItemCallbackHandler), callback.Kind.ToString(), callback.Item.Id);
            return false;
        }
    }

    private bool Cancels(IWorkItemCallbackHandler handler, ReceivedCallback callback)
    {
        try
        {
            return handler.ShouldCancel(callback);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            logger.HandlerFailed(error, handler.GetType().Name, callback.Kind.ToString(), callback.Item.Id);
            return false;
        }
    }

    private void Refuse(HttpContext http, CallbackRefusal reason)
    {
        CallbackMeter.Refused(reason);
        _refusals.Write(reason);
        http.Response.StatusCode = StatusOf(reason);
    }

    private static CallbackRefusal ReasonOf(CallbackVerdict verdict) => verdict switch
    {
        CallbackVerdict.Malformed => CallbackRefusal.Address,
        CallbackVerdict.Unsigned => CallbackRefusal.Unsigned,
        CallbackVerdict.WrongSignature => CallbackRefusal.Signature,
        CallbackVerdict.TooOld => CallbackRefusal.Age,
        _ => throw new InvalidOperationException($"{verdict} is no reason to refuse."),
    };

    private static int StatusOf(CallbackRefusal reason) => reason switch
    {
        CallbackRefusal.Address => StatusCodes.Status404NotFound,
        CallbackRefusal.Network or CallbackRefusal.Unsigned or CallbackRefusal.Signature or CallbackRefusal.OtherWorkItem => StatusCodes.Status403Forbidden,
        CallbackRefusal.Age => StatusCodes.Status410Gone,
        CallbackRefusal.Size => StatusCodes.Status413PayloadTooLarge,
        CallbackRefusal.Slow => StatusCodes.Status408RequestTimeout,
        CallbackRefusal.Broken or CallbackRefusal.Content => StatusCodes.Status400BadRequest,
        CallbackRefusal.QueueFull => StatusCodes.Status503ServiceUnavailable,
        _ => throw new InvalidOperationException($"Refusal {reason}."),
    };
}
