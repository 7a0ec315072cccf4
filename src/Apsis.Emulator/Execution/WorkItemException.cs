namespace Apsis.Emulator.Execution;

/// <summary>A phase of a job failed; the message is an <c>Error:</c> line of the report.</summary>
internal sealed class WorkItemException(string message, Exception? cause = null) : Exception(message, cause);
