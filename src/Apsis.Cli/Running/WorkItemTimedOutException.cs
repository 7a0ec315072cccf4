namespace Apsis.Cli.Running;

/// <summary>The wait ran out; the message says what has become of the WorkItem.</summary>
internal sealed class WorkItemTimedOutException(string message, Exception innerException) : TimeoutException(message, innerException);
