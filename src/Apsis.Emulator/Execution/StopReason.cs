namespace Apsis.Emulator.Execution;

/// <summary>Why a running job is stopped before its end.</summary>
internal enum StopReason
{
    CancelRequested = 1,
    ProgressCallback = 2,
    TimeLimit = 3,
    Heartbeat = 4,
    EmulatorStopping = 5,
}
