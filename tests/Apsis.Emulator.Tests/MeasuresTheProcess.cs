namespace Apsis.Emulator.Tests;

/// <summary>Tests that measure the process, its memory above all, and therefore run beside no others.</summary>
[CollectionDefinition(nameof(MeasuresTheProcess), DisableParallelization = true)]
public sealed class MeasuresTheProcess;
