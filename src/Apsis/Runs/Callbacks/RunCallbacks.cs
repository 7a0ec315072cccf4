using Apsis.Automation;
using Apsis.Diagnostics;

namespace Apsis.Runs.Callbacks;

/// <summary>Gives each WorkItem an address and a secret of its own to call back with, and tells what is to be thought of those who call.</summary>
/// <remarks>
/// Apsis.AspNetCore is the receiver for ASP.NET Core. Another one asks <see cref="Check"/> before it reads a body, <see cref="Take"/> when it knows the WorkItem,
/// and then tells <see cref="WorkItemTracker.TakeHint"/>. Safe for concurrent use.
/// </remarks>
public sealed class RunCallbacks
{
    /// <summary>The header that holds the secret.</summary>
    public const string SignatureHeader = "X-Apsis-Signature";

    // 100 to 300 bytes each. One that is forgotten is asked for, and is harmless when it comes twice.
    private const int Remembered = 100_000;

    // One may be lost. When so many are in a row, something between the service and this program is wrong.
    private const int MostMissed = 3;

    private readonly RunCallbackOptions _options;
    private readonly TimeProvider _time;
    private readonly CallbackSigner _signer;
    private readonly CallbackBook _book = new(Remembered);
    private int _missed;

    /// <summary>Callbacks of the WorkItems of one app.</summary>
    /// <param name="options">Address and key; without a base address no WorkItem is asked to call.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <exception cref="ArgumentException">An option is out of bounds.</exception>
    public RunCallbacks(RunCallbackOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindProblems().FirstOrDefault() is { } problem)
            throw new ArgumentException(problem, nameof(options));

        _options = options;
        _time = timeProvider ?? TimeProvider.System;
        _signer = options.Key is { } key ? CallbackSigner.OfText(key) : CallbackSigner.Random();
    }

    /// <summary>Whether WorkItems are asked to call back.</summary>
    public bool IsAsking => _options.BaseUrl is not null;

    /// <summary>Whether this program hears the callbacks, so that those who wait in it can rely on them.</summary>
    public bool IsListening { get; private set; }

    /// <summary>Says that this program hears the callbacks. <c>MapApsisCallbacks</c> does it.</summary>
    public void Listen() => IsListening = true;

    /// <summary>An argument for <see cref="ReservedArguments.OnComplete"/> or <see cref="ReservedArguments.OnProgress"/>, for WorkItems that are submitted otherwise.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="run">The run, or a new id for a WorkItem without one.</param>
    /// <exception cref="InvalidOperationException">There is no base address.</exception>
    public WorkItemArgument.Transfer ArgumentFor(CallbackKind kind, RunId run) => ArgumentFor(Issue(run) with { Kind = kind });

    /// <summary>What is to be thought of a request, by its address and signature alone. Takes the same time whatever is wrong with the signature.</summary>
    /// <param name="kind">The last but one segment of its path.</param>
    /// <param name="name">The last segment of its path.</param>
    /// <param name="signature">The header <see cref="SignatureHeader"/>, if there is one. A signature in the path goes before it.</param>
    /// <param name="ticket">What the address says, when the verdict is <see cref="CallbackVerdict.Right"/>.</param>
    public CallbackVerdict Check(string? kind, string? name, string? signature, out CallbackTicket ticket)
    {
        if (!CallbackTicket.TryParse(kind, name, out var claimed, out var inPath))
        {
            ticket = default;
            return CallbackVerdict.Malformed;
        }

        var verdict = Judge(claimed, inPath.IsEmpty ? signature : inPath);
        ticket = verdict == CallbackVerdict.Right ? claimed : default;
        return verdict;
    }

    /// <summary>Takes a callback that <see cref="Check"/> found right. That of an end is taken once.</summary>
    /// <param name="ticket">What <see cref="Check"/> gave.</param>
    /// <param name="workItemId">The WorkItem that its body names.</param>
    public CallbackClaim Take(CallbackTicket ticket, string workItemId)
    {
        ArgumentException.ThrowIfNullOrEmpty(workItemId);
        var claim = _book.Take(ticket, workItemId);
        if (claim is CallbackClaim.Expected or CallbackClaim.Unknown)
            Volatile.Write(ref _missed, 0);
        return claim;
    }

    /// <summary>Gives a callback of an end back: it was taken, and could not be acted on. It counts again when it comes again.</summary>
    public void Release(CallbackTicket ticket) => _book.Release(ticket);

    /// <summary>The WorkItem with an address to call, if it has none of its own and is free to have one.</summary>
    internal AddressedWorkItem Address(WorkItemSpec spec, RunId run)
    {
        // Where a submission is signed, the service takes signed addresses only.
        if (!IsAsking || spec.Signatures is not null || spec.Arguments.ContainsKey(ReservedArguments.OnComplete))
            return new AddressedWorkItem(spec, null);

        var ticket = Issue(run);
        var arguments = new Dictionary<string, WorkItemArgument>(spec.Arguments, StringComparer.Ordinal) { [ReservedArguments.OnComplete] = ArgumentFor(ticket) };
        if (_options.AsksForProgress)
            arguments.TryAdd(ReservedArguments.OnProgress, ArgumentFor(ticket with { Kind = CallbackKind.Progress }));
        return new AddressedWorkItem(spec with { Arguments = arguments }, ticket);
    }

    /// <summary>The service has accepted a WorkItem that was given an address.</summary>
    internal void Enter(AddressedWorkItem submitted, string workItemId)
    {
        if (submitted.Ticket is { } ticket)
            _book.Enter(ticket, workItemId);
    }

    /// <summary>Whether the end of a WorkItem will be told to this program. Not while callbacks do not come, three in a row, until one comes again.</summary>
    internal bool IsCalledBackBy(string workItemId) => IsListening && Volatile.Read(ref _missed) < MostMissed && _book.Expects(workItemId);

    /// <summary>A WorkItem was seen to have ended. True when it should have told so, and has not.</summary>
    internal bool Miss(string workItemId)
    {
        if (!IsListening || !_book.Miss(workItemId))
            return false;

        Interlocked.Increment(ref _missed);
        WaitingMeter.MissedCallbacks.Add(1);
        return true;
    }

    private CallbackVerdict Judge(CallbackTicket ticket, ReadOnlySpan<char> signature) =>
        signature.IsEmpty ? CallbackVerdict.Unsigned
        : !_signer.IsRight(ticket, signature) ? CallbackVerdict.WrongSignature
        : _time.GetUtcNow() - ticket.IssuedAt > _options.MaxAge ? CallbackVerdict.TooOld
        : CallbackVerdict.Right;

    private CallbackTicket Issue(RunId run) =>
        new(CallbackKind.Complete, run, DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds()));

    private WorkItemArgument.Transfer ArgumentFor(CallbackTicket ticket)
    {
        var address = _options.BaseUrl ?? throw new InvalidOperationException("There is no address to call back: set Callbacks.BaseUrl (environment: APS_CALLBACK_BASE_URL).");
        var signature = _signer.Sign(ticket);
        var url = $"{address.AbsoluteUri.TrimEnd('/')}/{ticket}";
        return _options.SecretPlace == CallbackSecretPlace.Path
            ? WorkItemArgument.Callback(new Uri($"{url}.{signature}"))
            : WorkItemArgument.Callback(new Uri(url), new Dictionary<string, string> { [SignatureHeader] = signature });
    }
}
