namespace Apsis.Emulator.Automation.Wire;

internal sealed record ShareBody(string Id, string Receiver, string Type);
