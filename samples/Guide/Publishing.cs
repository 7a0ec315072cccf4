using Apsis.Automation;
using Apsis.Automation.Publishing;

namespace Guide;

public static class Publishing
{
    public static async Task<PublishedDefinition> PublishAsync(AutomationClient automation)
    {
        // snippet: publish
        var bundle = await automation.PublishAppBundleAsync(new AppBundleRelease
        {
            Definition = new AppBundle { Id = "Exporter", Engine = "Autodesk.Revit+2026" },
            Path = "path/to/Exporter.bundle",       // zipped for you; a zip will do as well
            Alias = "prod",
        });

        var activity = await automation.PublishActivityAsync(new ActivityRelease
        {
            Definition = new Activity
            {
                Id = "ExportIfc",
                Engine = "Autodesk.Revit+2026",
                AppBundles = [bundle.QualifiedId],
                CommandLine = ["$(engine.path)\\revitcoreconsole.exe /i \"$(args[inputRvt].path)\" /al \"$(appbundles[Exporter].path)\""],
                Parameters = new Dictionary<string, ActivityParameter>
                {
                    ["inputRvt"] = new() { Verb = Verb.Get, Required = true, LocalName = "input.rvt" },
                    ["exportIfc"] = new() { Verb = Verb.Put, Required = true, LocalName = "export.ifc" },
                },
            },
            Alias = "prod",
        });

        Console.WriteLine($"{activity.QualifiedId} is version {activity.Version}{(activity.IsNewVersion ? "" : ", as before")}");
        // end
        return activity;
    }
}
