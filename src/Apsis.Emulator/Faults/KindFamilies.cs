namespace Apsis.Emulator.Faults;

/// <summary>Which requests a kind of fault is possible for.</summary>
internal static class KindFamilies
{
    /// <summary>Whether the kind can happen in the family.</summary>
    public static bool Fits(FaultKind kind, string family)
    {
        if (Of(kind) is not { } only) return FaultFamilies.IsOfRequests(family);
        return FaultFamilies.IsIn(family, only) || FaultFamilies.IsOfRequests(only) && FaultFamilies.IsIn(family, FaultFamilies.Jobs);
    }

    /// <summary>The family outside of which the kind makes no sense; null when it does everywhere.</summary>
    public static string? Of(FaultKind kind) => kind switch
    {
        FaultKind.SlowDown or FaultKind.ExpiredUrl => FaultFamilies.Storage,
        FaultKind.WrongBytes => FaultFamilies.StorageDownload,
        FaultKind.WrongETag => FaultFamilies.StorageUpload,
        FaultKind.CompletionError => FaultFamilies.OssCompletion,
        FaultKind.CallbackLost or FaultKind.CallbackLate or FaultKind.CallbackDoubled or FaultKind.CallbackReordered => FaultFamilies.Callbacks,
        FaultKind.SlowEngine or FaultKind.StuckEngine or FaultKind.WorkerCrash => FaultFamilies.Engines,
        _ => null,
    };
}
