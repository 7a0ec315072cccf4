using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Automation;

/// <summary>The service's own public activity, which does nothing and is meant for tests.</summary>
internal static class BuiltInActivities
{
    public const string NopId = "Autodesk.Nop+Latest";

    public static ActivityBody? Find(string id) => id == NopId
        ? new ActivityBody
        {
            Id = NopId,
            Engine = "Autodesk.Test+Latest",
            CommandLine = ["$(engine.path)/nop.exe"],
            Parameters = new Dictionary<string, ParameterBody> { [ParameterBody.Varargs] = new() },
            Description = "Does nothing.",
            Version = 1,
        }
        : null;
}
