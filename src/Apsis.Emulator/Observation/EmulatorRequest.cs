namespace Apsis.Emulator.Observation;

/// <summary>A request that the emulator has answered, or begun to answer, without anything secret.</summary>
/// <remarks>It is listed before the first byte of its answer is sent: a client that has an answer finds its request here.</remarks>
public sealed record EmulatorRequest
{
    /// <summary>Counts the listed requests from 1 on.</summary>
    public long Number { get; init; }

    /// <summary>When it arrived, by the emulator's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it was sent, percent-encoded; at most 1,000 characters. Ids that grant access by themselves are hidden.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, at most 1,000 characters, values hidden unless they are known to be harmless; empty without one.</summary>
    public required string Query { get; init; }

    /// <summary>The status of the answer; null when there was none, or the caller went away before it had all of it.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the answer broke off or never began by a fault: one of the plan, or the emulator's own.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>The client id of the access token; null when the call takes none, or none was accepted.</summary>
    public string? ClientId { get; init; }

    /// <summary>Until the answer began, and once it has ended, until its end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The length of the answer's body in bytes; null when it is not known beforehand.</summary>
    public long? AnswerBytes { get; init; }

    /// <summary>The method, the path, the query and the status: <c>GET /oss/v2/buckets?limit=10 200</c>.</summary>
    public override string ToString() => $"{Method} {Path}{Query} {Outcome}";

    internal string Outcome => IsCutOff ? "cut off" : Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "aborted";
}
