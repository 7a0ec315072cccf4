namespace Apsis.Cli.Commands;

/// <summary>What <c>apsis deploy</c> was asked for.</summary>
internal sealed record DeployRequest
{
    public required string Folder { get; init; }

    public bool PlanOnly { get; init; }

    public bool Build { get; init; }

    public int? KeepVersions { get; init; }

    public string? Region { get; init; }

    public string? EmulatorData { get; init; }
}
