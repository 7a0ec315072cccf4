namespace Apsis.Emulator.Automation.Wire;

internal sealed record StatusResultsBody(IReadOnlyList<StatusBody> Results, IReadOnlyDictionary<string, string> Errors);
