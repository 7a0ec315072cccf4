namespace Apsis.Emulator.Faults;

/// <summary>A fault that happened.</summary>
/// <param name="Number">1 for the emulator's first fault, and so on.</param>
/// <param name="Time">When, by the emulator's clock.</param>
/// <param name="Rule">The rule's name, or "rule 1" for the plan's first.</param>
/// <param name="Kind">What went wrong.</param>
/// <param name="Method">The request's method, or RUN for a run of an engine.</param>
/// <param name="Path">The request's path, without its query; <c>/ENGINE/ACTIVITY/WORKITEM</c> for a run of an engine.</param>
public sealed record FaultRecord(long Number, DateTimeOffset Time, string Rule, FaultKind Kind, string Method, string Path);
