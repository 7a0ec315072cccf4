using System.IO.Compression;
using System.Text.Json.Nodes;
using Apsis.Emulator.Tests;

namespace Apsis.Foreign.Tests;

/// <summary>The npm package <c>autodesk.forge.designautomation</c>.</summary>
public sealed class DesignAutomationPackageTests : ForeignClientTest
{
    private const string Script = "echo \"$3, $(cat \"$1\")\"\necho \"$3, $(cat \"$1\")\" > \"$2\"\n";

    private RecordingServer? _receiver;

    private RecordingServer Receiver => _receiver!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _receiver = await RecordingServer.StartAsync(Cancellation);
        Settings["APSIS_RECEIVER"] = Receiver.Url;
        Settings["APSIS_BUNDLE"] = Convert.ToBase64String(Bundle());
    }

    public override async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task It_lives_a_whole_life_from_the_nickname_to_the_last_deletion()
    {
        var answer = await RunAsync("automation.cjs");

        ShouldBe(answer["app"], """{ "before": "foreign", "after": "Foreign" }""");
        var ids = answer["engines"]!["ids"]!.AsArray().Select(id => id!.GetValue<string>()).ToList();
        ids.ShouldContain("Autodesk.AutoCAD+25_1");
        ids.Count.ShouldBeGreaterThan(20, "there is more than one page");
        ShouldBe(answer["engines"]!["engine"], """{ "id": "Autodesk.Revit+2026", "productVersion": "2026" }""");
        CheckBundle(answer["bundle"]!);
        ShouldBe(answer["activity"]!["got"]!["parameters"], """["name", "greeting"]""");
        await CheckWorkItemsAsync(answer["workItems"]!);
        answer["limits"]!["versions"]!.GetValue<int>().ShouldBe(100);
        answer["limits"]!["health"]!.ToJsonString().ShouldContain("Fully Operational");
        ShouldBe(answer["cleanUp"], """{ "gone": 404, "nickname": "foreign" }""");
        foreach (var kind in new[] { "appbundles", "activities" })
            (await HeldAsync($"/da/us-east/v3/{kind}"))["data"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldNotContain(id => id.StartsWith("foreign", StringComparison.OrdinalIgnoreCase));
    }

    private static void CheckBundle(JsonNode bundle)
    {
        ShouldBe(bundle["created"], """{ "id": "Foreign.Tool", "version": 1 }""");
        ShouldBe(bundle["uploads"], """[200, 200]""");
        bundle["moved"]!.GetValue<int>().ShouldBe(2);
        ShouldBe(bundle["got"], """{ "id": "Foreign.Tool+prod", "version": 2, "hasPackage": 200 }""");
        ShouldBe(bundle["versions"], """[1, 2]""");
        ShouldBe(bundle["aliases"], """["$LATEST=2", "prod=2"]""");
        bundle["missingAlias"]!.GetValue<int>().ShouldBe(404);
        ShouldBe(bundle["listed"], """["Foreign.Tool+$LATEST", "Foreign.Tool+prod"]""");
    }

    private async Task CheckWorkItemsAsync(JsonNode items)
    {
        var held = await HeldAsync($"/da/us-east/v3/workitems/{items["id"]}");
        held["status"]!.GetValue<string>().ShouldBe("success");
        held["stats"]!["bytesUploaded"]!.GetValue<long>().ShouldBe("Hello, Grace 1\n".Length);
        items["submitted"]!.GetValue<string>().ShouldBe("pending");
        items["status"]!.GetValue<string>().ShouldBe("success");
        items["reportEnd"]!.GetValue<string>().ShouldBe("Succeeded");
        items["greeted"]!.GetValue<bool>().ShouldBeTrue();
        ShouldBe(items["stats"], """
            [
              "bytesDownloaded", "bytesUploaded", "timeDownloadStarted", "timeFinished",
              "timeInstructionsEnded", "timeInstructionsStarted", "timeQueued", "timeUploadEnded"
            ]
            """);
        ShouldBe(items["batch"], """["success", "success"]""");
        items["cancelled"]!.GetValue<bool>().ShouldBeTrue();
        items["wrong"]!.GetValue<int>().ShouldBe(400);
        for (var number = 1; number <= 3; number++) Receiver.Request($"/greeting/{number}").Body.ShouldBe($"Hello, Grace {number}\n");
        JsonNode.Parse(Receiver.Request("/completed/1").Body)!["status"]!.GetValue<string>().ShouldBe("success");
    }

    private static byte[] Bundle()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var script = new StreamWriter(archive.CreateEntry("Tool.bundle/greet.sh").Open());
            script.Write(Script);
        }

        return stream.ToArray();
    }
}
