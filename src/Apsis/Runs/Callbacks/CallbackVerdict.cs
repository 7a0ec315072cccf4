namespace Apsis.Runs.Callbacks;

/// <summary>What is to be thought of a request that claims to be a callback.</summary>
public enum CallbackVerdict
{
    /// <summary>Whoever sent it has the secret of the run, and the secret is not too old.</summary>
    Right,

    /// <summary>Its address is none that a run was given.</summary>
    Malformed,

    /// <summary>It has no signature.</summary>
    Unsigned,

    /// <summary>Its signature is not the one of its address: damaged, invented, another run's, or made with another key.</summary>
    WrongSignature,

    /// <summary>It is right, and older than <see cref="RunCallbackOptions.MaxAge"/>.</summary>
    TooOld,
}
