namespace Apsis.Emulator.Automation;

/// <summary>The names of an app.</summary>
/// <param name="ClientId">Null when it is the nickname of another app, which then is meant.</param>
/// <param name="Nickname">Null while it has none.</param>
internal readonly record struct AppNames(string? ClientId, string? Nickname);
