namespace Apsis.Exceptions;

/// <summary>Design Automation refused a call: an unknown Activity, an argument it does not accept, a name that is taken.</summary>
public sealed class AutomationException : ApsHttpException
{
    /// <summary>Describes a refusal.</summary>
    public AutomationException(string message, ApsHttpFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }

    /// <summary>The service's answer as it came: JSON text for most refusals.</summary>
    public string Payload => Failure.Body;
}
