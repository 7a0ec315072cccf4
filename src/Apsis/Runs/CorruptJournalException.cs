using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>A journal holds an event that can not have happened where it stands.</summary>
public sealed class CorruptJournalException : ApsException
{
    internal CorruptJournalException(RunId run, RunPhase phase, RunEvent happened)
        : base($"The journal of run {run} is corrupt: {happened.GetType().Name} can not happen while {phase}. The run is left alone; look at the "
            + "WorkItems of the app before it is started anew.")
    {
    }
}
