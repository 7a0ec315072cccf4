using Autodesk.Revit.ApplicationServices;
using Autodesk.Revit.DB;
using DesignAutomationFramework;

namespace CountWalls;

/// <summary>Counts the walls of the model that the command line names, and writes walls.json into the job folder.</summary>
public sealed class CountWallsApp : IExternalDBApplication
{
    public ExternalDBApplicationResult OnStartup(ControlledApplication application)
    {
        DesignAutomationBridge.DesignAutomationReadyEvent += OnReady;
        return ExternalDBApplicationResult.Succeeded;
    }

    public ExternalDBApplicationResult OnShutdown(ControlledApplication application)
    {
        DesignAutomationBridge.DesignAutomationReadyEvent -= OnReady;
        return ExternalDBApplicationResult.Succeeded;
    }

    private static void OnReady(object? sender, DesignAutomationReadyEventArgs e)
    {
        // Without a document there is nothing to count: the WorkItem then fails.
        if (e.DesignAutomationData.RevitDoc is not { } model)
        {
            e.Succeeded = false;
            return;
        }

        using var walls = new FilteredElementCollector(model).OfClass(typeof(Wall));
        File.WriteAllText("walls.json", $$"""{ "walls": {{walls.GetElementCount()}} }""");
        e.Succeeded = true;
    }
}
