namespace Apsis.Emulator.Tests.Soak;

/// <summary>Tests that measure the process, and therefore run beside no others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
