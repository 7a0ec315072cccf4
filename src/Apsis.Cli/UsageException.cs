namespace Apsis.Cli;

/// <summary>The command can not work as it was asked for; the message says what to do.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);
