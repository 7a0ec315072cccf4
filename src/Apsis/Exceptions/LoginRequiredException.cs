namespace Apsis.Exceptions;

/// <summary>There is no token for the user, and none can be had without the user: nobody has logged in, or the login has ended.</summary>
/// <remarks>A refresh token ends 15 days after it was issued, when it is revoked, and when it is used twice.</remarks>
public sealed class LoginRequiredException : ApsException
{
    /// <summary>Says whose login is needed, and why.</summary>
    public LoginRequiredException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
