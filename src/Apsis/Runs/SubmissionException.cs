using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>What is known of a submission that was not answered by a WorkItem.</summary>
internal enum SubmissionFate
{
    /// <summary>The service said no.</summary>
    Refused,

    /// <summary>The service surely has nothing of it.</summary>
    NotReached,

    /// <summary>The service may have accepted it.</summary>
    Unknown,
}

/// <summary>A submission that was not answered by a WorkItem.</summary>
internal sealed class SubmissionException(SubmissionFate fate, ApsHttpException cause) : Exception(cause.Message, cause)
{
    public SubmissionFate Fate { get; } = fate;

    public ApsHttpException Cause { get; } = cause;
}
