namespace Apsis.Cli.Output;

/// <summary>How <c>apsis deploy</c> ended.</summary>
internal sealed record DeployReport
{
    /// <summary><c>success</c>, <c>planned</c> (with <c>--plan</c>, when something would change), <c>cancelled</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    public required int ExitCode { get; init; }

    public string? Error { get; init; }

    /// <summary>What is worth knowing, and no error.</summary>
    public string? Warning { get; init; }

    /// <summary>Whether anything was published, or with <c>--plan</c> would be.</summary>
    public bool? Changed { get; init; }

    /// <summary>What was done, or with <c>--plan</c> would be, a sentence each.</summary>
    public IReadOnlyList<string>? Steps { get; init; }

    /// <summary>The qualified id under which the first Activity can be run.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The new version of that Activity; absent when it was published already.</summary>
    public int? ActivityVersion { get; init; }

    /// <summary>The qualified id of the first AppBundle; absent when there is none.</summary>
    public string? AppBundleId { get; init; }

    /// <summary>The new version of that AppBundle; absent when it was published already.</summary>
    public int? AppBundleVersion { get; init; }

    /// <summary>Everything that is published now.</summary>
    public IReadOnlyList<DeployedDefinition>? Definitions { get; init; }
}
