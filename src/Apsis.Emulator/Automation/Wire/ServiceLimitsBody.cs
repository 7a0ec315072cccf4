namespace Apsis.Emulator.Automation.Wire;

internal sealed record ServiceLimitsBody
{
    public FrontendLimitsBody? FrontendLimits { get; init; }

    public IReadOnlyDictionary<string, BackendLimitsBody>? BackendLimits { get; init; }
}
