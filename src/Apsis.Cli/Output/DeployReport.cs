namespace Apsis.Cli.Output;

/// <summary>How <c>apsis deploy</c> ended.</summary>
internal sealed record DeployReport
{
    /// <summary><c>success</c>, <c>cancelled</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    public required int ExitCode { get; init; }

    public string? Error { get; init; }

    /// <summary>The qualified id under which the Activity can be run.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The new version of the Activity; absent when it was published already.</summary>
    public int? ActivityVersion { get; init; }

    /// <summary>The qualified id of the AppBundle; absent when there is none.</summary>
    public string? AppBundleId { get; init; }

    /// <summary>The new version of the AppBundle; absent when it was published already.</summary>
    public int? AppBundleVersion { get; init; }
}
