using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract C.14: the files of a WorkItem behind their URLs.</summary>
internal static class ReportShapes
{
    private const string Report = "GET /s3/dasprod-store/workItem/{owner}/{id}/report.txt";
    private const string Zip = "GET /s3/dasprod-store/workItem/{owner}/{id}/report.zip";
    private const string Debug = "GET /s3/dasprod-store/workItem/{owner}/{id}/debugInfo.zip";

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Report, "of one that succeeded", async world => await world.Anyone.AskAsync("GET " + Text(await world.StatusAsync(await world.EndedAsync(
            new { dwg = new { url = "data:text/plain,x", localName = "in.txt", verb = "get" } })), "reportUrl")), """
            200 text/plain; charset=utf-8

            <stamp>Job information:
            "CommandLine":[<any>]
            "Settings":{<any>}
            "Id":"<hex32>"
            "ActivityId":"Autodesk.Nop+Latest"
            "Engine.Id":"Autodesk.Test!<digits>"
            "Apps":[]
            "BoundArguments":{<any>}
            <any><stamp>Starting work item <hex32>
            <any><stamp>Start download phase.
            <any><stamp>End download phase successfully.
            <stamp>Start preparing script and command line parameters.
            <stamp>Command line: [ <any>]
            <stamp>End preparing script and command line parameters.
            <stamp>Start script phase.
            <stamp>Start Test Core Engine standard output dump.
            <any><stamp>End Test Core Engine standard output dump.
            <stamp>End script phase.
            <stamp>Start upload phase.
            <any><stamp>End upload phase successfully.
            <stamp>Job finished with result Succeeded
            <stamp>Job Status:
            {
              "status": "success",
              <any>
            }

            """),
        new(Report, "without a signature", async world => await world.Anyone.AskAsync($"GET /s3/dasprod-store/workItem/client-a/{await world.EndedAsync()}/report.txt"), S3Error(403, "AccessDenied")),
        new(Zip, "of an Activity that asks for it", async world =>
        {
            await world.Owner.DoAsync($"POST {Da}/activities", new
            {
                id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe", settings = new { adskusereportzip = "true" },
            });
            await world.Owner.DoAsync($"POST {Da}/activities/Plot/aliases", new { id = "prod", version = 1 });
            var id = Text(await world.Owner.DoAsync($"POST {Da}/workitems", new { activityId = "client-a.Plot+prod" }), "id");
            await world.Emulator.WaitForWorkItemAsync(id, TestContext.Current.CancellationToken);
            return await world.Anyone.AskAsync("GET " + Text(await world.StatusAsync(id), "reportUrl"));
        }, """
            200 application/zip

            PK<any>
            """),
        new(Debug, "the folder of the job", async world =>
            await world.Anyone.AskAsync("GET " + Text(await world.StatusAsync(await world.EndedAsync(new { adskDebug = new { uploadJobFolder = true } })), "debugInfoUrl")), """
            200 application/zip

            PK<any>
            """),
        new(Debug, "before there is one", async world =>
            await world.Anyone.AskAsync("GET " + Text(await world.StatusAsync(await world.SubmittedAsync(new { adskDebug = new { uploadJobFolder = true } })), "debugInfoUrl")), S3Error(404, "NoSuchKey"))
        {
            Configure = options => options.Automation.SimulatedProcessingTime = TimeSpan.FromDays(1),
        },
    ];
}
