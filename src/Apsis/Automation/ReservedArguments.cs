namespace Apsis.Automation;

/// <summary>The names of arguments that mean something to the service itself; no parameter of an Activity can have them.</summary>
public static class ReservedArguments
{
    /// <summary>Called when the WorkItem has ended: see <see cref="WorkItemArgument.Callback(Uri, IReadOnlyDictionary{string, string}?)"/>.</summary>
    public const string OnComplete = "onComplete";

    /// <summary>Called about every 30 s while the WorkItem runs; an answer of 205 cancels it.</summary>
    public const string OnProgress = "onProgress";

    /// <summary>Asks for the job folder as a zip: see <see cref="WorkItemArgument.Debug"/>.</summary>
    public const string AdskDebug = "adskDebug";

    /// <summary>Hides addresses in the report, or does not: see <see cref="WorkItemArgument.Mask"/>.</summary>
    public const string AdskMask = "adskMask";

    /// <summary>The user's token, for Revit cloud models: see <see cref="WorkItemArgument.UserToken"/>.</summary>
    public const string Adsk3LeggedToken = "adsk3LeggedToken";
}
