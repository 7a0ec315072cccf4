namespace Apsis.Emulator.Faults;

/// <summary>A <see cref="FaultPlan"/> that makes no sense; the message says where and why.</summary>
public sealed class FaultPlanException : Exception
{
    /// <summary>Creates the exception with a message that says what to change.</summary>
    public FaultPlanException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public FaultPlanException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
