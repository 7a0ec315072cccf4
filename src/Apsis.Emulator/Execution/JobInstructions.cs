namespace Apsis.Emulator.Execution;

/// <summary>What an engine is to do for a job.</summary>
/// <param name="State">The job, its files in place.</param>
/// <param name="CommandLines">The command lines with all variables expanded.</param>
/// <param name="Environment">The settings that are environment variables.</param>
internal sealed record JobInstructions(
    JobState State, IReadOnlyList<string> CommandLines, IReadOnlyDictionary<string, string> Environment);
