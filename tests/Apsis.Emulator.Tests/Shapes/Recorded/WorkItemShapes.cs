using Apsis.Emulator.Observation;
using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract C.9 and C.16.</summary>
internal static class WorkItemShapes
{
    private const string Items = Da + "/workitems";
    private const string Create = "POST /da/us-east/v3/workitems";
    private const string Batch = "POST /da/us-east/v3/workitems/batch";
    private const string Combine = "POST /da/us-east/v3/workitems/combine";
    private const string Status = "POST /da/us-east/v3/workitems/status";
    private const string List = "GET /da/us-east/v3/workitems";
    private const string Get = "GET /da/us-east/v3/workitems/{id}";
    private const string Delete = "DELETE /da/us-east/v3/workitems/{id}";
    private const string None = "0123456789abcdef0123456789abcdef";

    private const string Pending = """{"status": "pending", "activityId": "Autodesk.Nop+Latest", "stats": {"timeQueued": "<iso>"}, "id": "<hex32>"}""";

    private const string Ended = """
        {
          "status": "success", "reportUrl": "<host>/s3/dasprod-store/workItem/client-a/<hex32>/report.txt?<signature>", "activityId": "Autodesk.Nop+Latest",
          "stats": {
            "timeQueued": "<iso>", "timeDownloadStarted": "<iso>", "timeInstructionsStarted": "<iso>", "timeInstructionsEnded": "<iso>", "timeUploadEnded": "<iso>",
            "timeFinished": "<iso>", "bytesDownloaded?": "<int>", "bytesUploaded?": "<int>"
          },
          "id": "<hex32>"
        }
        """;

    /// <summary>Simulated work that takes all day, one at a time.</summary>
    private static readonly Action<ApsEmulatorOptions> Slow = options =>
    {
        options.Automation.SimulatedProcessingTime = TimeSpan.FromDays(1);
        options.Automation.MaxParallelWorkItems = 1;
    };

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Create, "of an Activity for everyone", world => world.Owner.AskAsync(Create, new { activityId = Nop }), Json(Pending)),
        new(Create, "with all that is told back", world => world.Owner.AskAsync(Create, new
        {
            activityId = Nop, arguments = new { adskDebug = new { uploadJobFolder = true } }, priority = "P1", memoryGb = 64, gpu = true,
        }), Json("""
            {
              "status": "pending", "debugInfoUrl": "<host>/s3/dasprod-store/workItem/client-a/<hex32>/debugInfo.zip?<signature>", "activityId": "Autodesk.Nop+Latest",
              "priority": "P1", "memoryGb": 64, "gpu": true, "stats": {"timeQueued": "<iso>"}, "id": "<hex32>"
            }
            """)),
        new(Create, "by a user without a signature", async world => await (await world.UserAsync()).AskAsync(Create, new { activityId = Nop }),
            Field("Signatures.ActivityId", "Argument must be specified when using 3-legged oauth token. (Parameter 'Signatures.ActivityId')")),
        new(Create, "of the newest version", async world =>
        {
            await world.ActivityAsync();
            return await world.Owner.AskAsync(Create, new { activityId = "client-a.Plot+$LATEST" });
        }, Field("activityId", "Cannot use the alias $LATEST of Plot as a reference")),
        new(Create, "of no Activity", world => world.Owner.AskAsync(Create, new { activityId = "client-a.Plot+prod" }), Field("activityId")),
        new(Create, "when the month is used up", async world =>
        {
            await world.Owner.DoAsync($"PUT {Da}/servicelimits/me", new { frontendLimits = new { limitMonthlyProcessingTimeInHours = 0 } });
            return await world.Owner.AskAsync(Create, new { activityId = Nop });
        }, Message(403)),
        new(Create, "more than 64 KB", world => world.Owner.AskAsync(Create, new { activityId = Nop, arguments = new { x = new string('x', 65536) } }), Message(413)),
        new(Create, "too many", async world =>
        {
            await world.SubmittedAsync();
            return await world.Owner.AskAsync(Create, new { activityId = Nop });
        }, QuotaExceeded) { Configure = options => options.RateLimits = new RateLimits { Automation = 1 } },

        new(Batch, "two", world => world.Owner.AskAsync(Batch, new[] { new { activityId = Nop }, new { activityId = Nop } }), Json($"[{Pending}, {Pending}]")),
        new(Batch, "none", world => world.Owner.AskAsync(Batch, Array.Empty<object>()), Field("workItems")),
        new(Batch, "when the month is used up", async world =>
        {
            await world.Owner.DoAsync($"PUT {Da}/servicelimits/me", new { frontendLimits = new { limitMonthlyProcessingTimeInHours = 0 } });
            return await world.Owner.AskAsync(Batch, new[] { new { activityId = Nop } });
        }, Message(403)),
        new(Batch, "more than 64 KB", world => world.Owner.AskAsync(Batch, new[] { new { activityId = new string('x', 65536) } }), Message(413)),

        new(Combine, "two parts", CombineAsync, Json("""
            {
              "parts": [
                {"status": "pending", "activityId": "client-a.Plot+prod", "stats": {"timeQueued": "<iso>"}, "id": "<hex32>"},
                {"status": "pending", "activityId": "client-a.Plot+prod", "stats": {"timeQueued": "<iso>"}, "id": "<hex32>"}
              ],
              "combinator": {"status": "pending", "activityId": "Autodesk.Nop+Latest", "stats": {}, "id": "<hex32>"}
            }
            """)),
        new(Combine, "no parts", world => world.Owner.AskAsync(Combine, new { parts = Array.Empty<object>(), combinator = new { activityId = Nop } }), Field("parts")),
        new(Combine, "when the month is used up", async world =>
        {
            await world.Owner.DoAsync($"PUT {Da}/servicelimits/me", new { frontendLimits = new { limitMonthlyProcessingTimeInHours = 0 } });
            return await CombineAsync(world);
        }, Message(403)),
        new(Combine, "more than 64 KB", world => world.Owner.AskAsync(Combine, new { parts = new[] { new { activityId = new string('x', 65536) } } }), Message(413)),

        new(Get, "the first in the queue", async world =>
        {
            var running = await world.SubmittedAsync();
            await world.Emulator.WaitForWorkItemAsync(running, WorkItemPhase.Running, TestContext.Current.CancellationToken);
            return await world.Owner.AskAsync($"GET {Items}/{await world.SubmittedAsync()}");
        }, Json(Pending.Replace("\"activityId\"", "\"approximateQueuePosition\": 1, \"activityId\"", StringComparison.Ordinal))) { Configure = Slow },
        new(Get, "one that runs", async world =>
        {
            var id = await world.SubmittedAsync();
            await world.Emulator.WaitForWorkItemAsync(id, WorkItemPhase.Running, TestContext.Current.CancellationToken);
            return await world.Owner.AskAsync($"GET {Items}/{id}");
        }, Json("""
            {
              "status": "inprogress", "activityId": "Autodesk.Nop+Latest",
              "stats": {"timeQueued": "<iso>", "timeDownloadStarted": "<iso>", "timeInstructionsStarted?": "<iso>", "bytesDownloaded?": "<int>"}, "id": "<hex32>"
            }
            """)) { Configure = Slow },
        new(Get, "one that has succeeded", async world => await world.Owner.AskAsync($"GET {Items}/{await world.EndedAsync()}"), Json(Ended)),
        new(Get, "one that has failed before its instructions", async world =>
            await world.Owner.AskAsync($"GET {Items}/{await world.EndedAsync(new { dwg = new { url = "http://127.0.0.1:9/none", verb = "get", localName = "in.dwg" } })}"), Json("""
            {
              "status": "failedDownload", "reportUrl": "<host>/s3/dasprod-store/workItem/client-a/<hex32>/report.txt?<signature>", "activityId": "Autodesk.Nop+Latest",
              "stats": {"timeQueued": "<iso>", "timeDownloadStarted": "<iso>", "timeFinished": "<iso>", "bytesDownloaded?": "<int>", "bytesUploaded?": "<int>"}, "id": "<hex32>"
            }
            """)),
        new(Get, "one that was cancelled", async world =>
        {
            var id = await world.SubmittedAsync();
            await world.Owner.DoAsync($"DELETE {Items}/{id}");
            await world.Emulator.WaitForWorkItemAsync(id, TestContext.Current.CancellationToken);
            return await world.Owner.AskAsync($"GET {Items}/{id}");
        }, Json("""
            {
              "status": "cancelled", "reportUrl?": "<host>/s3/dasprod-store/workItem/client-a/<hex32>/report.txt?<signature>", "activityId": "Autodesk.Nop+Latest",
              "stats": {
                "timeQueued": "<iso>", "timeDownloadStarted?": "<iso>", "timeInstructionsStarted?": "<iso>", "timeInstructionsEnded?": "<iso>", "timeFinished?": "<iso>",
                "bytesDownloaded?": "<int>", "bytesUploaded?": "<int>"
              },
              "id": "<hex32>"
            }
            """)) { Configure = Slow },
        new(Get, "one of another app", async world => await world.Other.AskAsync($"GET {Items}/{await world.EndedAsync()}"), Message(404)),
        new(Get, "none", world => world.Owner.AskAsync($"GET {Items}/{None}"), Message(404)),
        new(Get, "too many calls", async world =>
        {
            using var first = await world.Owner.AskAsync($"GET {Items}/{None}");
            return await world.Owner.AskAsync($"GET {Items}/{None}");
        }, QuotaExceeded) { Configure = options => options.RateLimits = new RateLimits { WorkItemStatus = 1 } },

        new(Status, "one that has ended, one of another app, and none", async world =>
        {
            var other = Text(await world.Other.DoAsync(Create, new { activityId = Nop }), "id");
            return await world.Owner.AskAsync(Status, new[] { await world.EndedAsync(), other, None });
        }, Json($$$"""{"results": [{{{Ended}}}], "errors": {"*": "Not found"}}""")),
        new(Status, "only ones that are there", async world => await world.Owner.AskAsync(Status, new[] { await world.EndedAsync() }), Json($$$"""{"results": [{{{Ended}}}], "errors": {}}""")),
        new(Status, "of none", world => world.Owner.AskAsync(Status, Array.Empty<string>()), Field("ids")),
        new(Status, "of more than 50", world => world.Owner.AskAsync(Status, Enumerable.Repeat(None, 51)), Field("ids")),

        // The page of this call has neither status nor anything else.
        new(List, "the last page", async world =>
        {
            await world.SubmittedAsync();
            return await world.Owner.AskAsync($"{List}?startAfterTime={DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds()}");
        }, Json("""{"paginationToken": null, "data": [{"id": "<hex32>", "lastModifiedInUTCEpochSecond": "<epoch-s>"}]}""")),
        new(List, "a page that is not the last", async world =>
        {
            await world.Owner.DoAsync(Batch, Enumerable.Repeat(new { activityId = Nop }, 21));
            return await world.Owner.AskAsync($"{List}?startAfterTime={DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds()}");
        }, Json("""{"paginationToken": "<page>", "data": [{"id": "<hex32>", "lastModifiedInUTCEpochSecond": "<epoch-s>"}, "..."]}""")),
        new(List, "since no time", world => world.Owner.AskAsync(List), Field("startAfterTime")),
        new(List, "since more than five days", world => world.Owner.AskAsync($"{List}?startAfterTime={DateTimeOffset.UtcNow.AddDays(-6).ToUnixTimeSeconds()}"), Field("startAfterTime")),
        new(List, "by a user", async world => await (await world.UserAsync()).AskAsync($"{List}?startAfterTime={DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds()}"), Field("Authorization")),

        new(Delete, "one that runs", async world => await world.Owner.AskAsync($"DELETE {Items}/{await world.SubmittedAsync()}"), "204 -") { Configure = Slow },
        new(Delete, "one that has ended", async world => await world.Owner.AskAsync($"DELETE {Items}/{await world.EndedAsync()}"), "204 -"),
        new(Delete, "one of another app", async world => await world.Other.AskAsync($"DELETE {Items}/{await world.SubmittedAsync()}"), Message(404)),
        new(Delete, "none", world => world.Owner.AskAsync($"DELETE {Items}/{None}"), Message(404)),
    ];

    private static string Json(string body) => $"200 application/json\nx-request-id: <guid>\n\n{body}";

    private static async Task<HttpResponseMessage> CombineAsync(ShapeWorld world)
    {
        await world.ActivityAsync(parameters: new { result = new { verb = "put", localName = "out.txt" } });
        await world.Owner.DoAsync($"POST {Da}/activities/Plot/aliases", new { id = "prod", version = 1 });
        object Part(string path) => new { activityId = "client-a.Plot+prod", arguments = new { result = new { url = $"das://intermediate/{path}", verb = "put" } } };
        return await world.Owner.AskAsync(Combine, new { parts = new[] { Part("a.txt"), Part("b.txt") }, combinator = new { activityId = Nop } });
    }
}
