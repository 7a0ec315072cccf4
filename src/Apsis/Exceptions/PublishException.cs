namespace Apsis.Exceptions;

/// <summary>An AppBundle or Activity can not be published as it was asked for or planned: what stands in the way, and what to do.</summary>
public sealed class PublishException : ApsException
{
    /// <summary>Describes what stands in the way.</summary>
    public PublishException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
