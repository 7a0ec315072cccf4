namespace Apsis.Emulator.Faults;

/// <summary>Which requests a kind of fault is possible for.</summary>
internal static class KindFamilies
{
    /// <summary>The family outside of which the kind makes no sense; null when it does everywhere.</summary>
    public static string? Of(FaultKind kind) => kind switch
    {
        FaultKind.SlowDown or FaultKind.ExpiredUrl => FaultFamilies.Storage,
        FaultKind.WrongBytes => FaultFamilies.StorageDownload,
        FaultKind.WrongETag => FaultFamilies.StorageUpload,
        FaultKind.CompletionError => FaultFamilies.OssCompletion,
        _ => null,
    };
}
