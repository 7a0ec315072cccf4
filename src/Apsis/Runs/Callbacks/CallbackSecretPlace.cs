namespace Apsis.Runs.Callbacks;

/// <summary>Where the service is asked to put the secret of a callback.</summary>
public enum CallbackSecretPlace
{
    /// <summary>In the header <see cref="RunCallbacks.SignatureHeader"/>: servers and proxies do not log it.</summary>
    Header,

    /// <summary>At the end of the address, for receivers that headers do not reach. Logs of requests, the server's own included, show it.</summary>
    Path,
}
