namespace Apsis.Cli.Doctor;

/// <summary>What <c>apsis doctor --json</c> prints.</summary>
internal sealed record DoctorReport
{
    /// <summary><c>ok</c>, or <c>failed</c> when any finding is.</summary>
    public required string Status { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>The service that was looked at.</summary>
    public string? Service { get; init; }

    /// <summary>The app that asked.</summary>
    public string? ClientId { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Why nothing could be looked at.</summary>
    public string? Error { get; init; }
}
