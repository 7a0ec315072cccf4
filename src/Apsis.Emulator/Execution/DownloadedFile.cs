namespace Apsis.Emulator.Execution;

/// <summary>What was fetched, and what the other side called it.</summary>
internal sealed record DownloadedFile(long Bytes, string? FileName);
