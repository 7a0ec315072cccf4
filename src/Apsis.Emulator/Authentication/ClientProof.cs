namespace Apsis.Emulator.Authentication;

/// <summary>The app that calls the authentication service.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="IsConfidential">Whether it proved itself with a secret; a public client only names itself.</param>
internal sealed record ClientProof(string ClientId, bool IsConfidential)
{
    /// <summary>The id, for calls that public clients may not make.</summary>
    /// <exception cref="AuthenticationRefusal">401: there was no secret.</exception>
    public string RequireSecret() => IsConfidential ? ClientId : throw AuthenticationRefusal.NoCredentials();
}
