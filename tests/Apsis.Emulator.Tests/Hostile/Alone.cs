namespace Apsis.Emulator.Tests.Hostile;

/// <summary>Runs when nothing else does: it measures memory.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
