namespace Apsis.Http;

/// <summary>One attempt took too long. Becomes an <see cref="Exceptions.ApsHttpException"/> before it reaches a caller.</summary>
internal sealed class AttemptTimeoutException(string message, Exception? inner = null) : Exception(message, inner);
