namespace Apsis.Emulator.Faults;

/// <summary>One kind of fault: where it happens, how often, and how bad it is. A request must fit all that the rule says.</summary>
public sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>What the list of faults calls the rule; "rule 1" and so on by default.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The requests it is about: <c>auth</c>, <c>oss</c>, <c>oss.completion</c>, <c>storage</c> (all signed URLs), <c>storage.upload</c>
    /// (PUT of a part), <c>storage.download</c>, <c>da</c>, <c>da.workitems</c>, or <c>jobs</c>, what WorkItems themselves fetch from and send to URLs here;
    /// or <c>callbacks</c> or <c>engines</c>. Default: the ones the kind is for, else all requests but those of <c>jobs</c>.
    /// </summary>
    public string? Family { get; init; }

    /// <summary>The HTTP method; all by default.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// The path as it is sent, without its query; <c>*</c> stands for any text, <c>?</c> for one character. All by default. That of a
    /// callback is its URL's; a run of an engine has <c>/ENGINE/ACTIVITY/WORKITEM</c>, such as <c>/Autodesk.AutoCAD+24_3/me.Plot+prod/*</c>.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>How likely it is, from 0 to 1; 1 by default. The draws follow from the plan's seed.</summary>
    public double? Probability { get; init; }

    /// <summary>Only every so manieth fitting request: 3 means the third, the sixth, and so on. 1 by default.</summary>
    public int? Every { get; init; }

    /// <summary>How often it happens at most; without end by default.</summary>
    public int? Max { get; init; }

    /// <summary>How long the kinds that say so wait, in milliseconds of real time. 1000 by default.</summary>
    public double? DelayMilliseconds { get; init; }

    /// <summary>The Retry-After of <see cref="FaultKind.TooManyRequests"/>, in seconds. 1 by default.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The status of <see cref="FaultKind.ServerError"/>, 500 to 599. 500 by default.</summary>
    public int? Status { get; init; }

    /// <summary>After how many bytes of a body it happens, for the kinds that say so.</summary>
    public long? AfterBytes { get; init; }

    internal TimeSpan Delay => TimeSpan.FromMilliseconds(DelayMilliseconds ?? 1000);
}
