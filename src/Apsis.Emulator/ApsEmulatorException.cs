namespace Apsis.Emulator;

/// <summary>The emulator cannot start: its port or its data directory is not usable.</summary>
public sealed class ApsEmulatorException : Exception
{
    /// <summary>Creates the exception with a message that says what to do.</summary>
    public ApsEmulatorException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ApsEmulatorException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
