namespace Apsis.Exceptions;

/// <summary>A login did not come to its end: the user or the service has refused, or the redirect does not belong to it.</summary>
public sealed class LoginFailedException : ApsException
{
    /// <summary>Says why.</summary>
    public LoginFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
