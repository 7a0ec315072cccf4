namespace Apsis.Emulator.Automation;

internal sealed record StoredAlias(string Id, int Version, IReadOnlyList<string> Receivers);
