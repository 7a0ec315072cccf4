using System.Text;
using System.Text.RegularExpressions;
using Apsis.Emulator.Tests.Shapes;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Isolation;

/// <summary>One of everything that an app can own.</summary>
/// <param name="World">Where they are.</param>
/// <param name="WorkItemId">A WorkItem that has ended.</param>
/// <param name="Link">The path of a signed resource.</param>
/// <param name="UploadKey">An upload of the key "open", whose part has been sent.</param>
internal sealed partial record OwnedThings(ShapeWorld World, string WorkItemId, string Link, string UploadKey)
{
    public static async Task<OwnedThings> MakeAsync(ShapeWorld world)
    {
        await world.ObjectAsync();
        var link = await world.LinkAsync("readwrite");
        var opened = await world.Owner.DoAsync($"GET {Bucket}/objects/open/signeds3upload");
        await world.PutAsync(opened);
        await world.PackageAsync();
        await world.DefineWithAliasAsync("activities");
        await world.Owner.DoAsync($"PUT {Da}/servicelimits/me", new { backendLimits = new { AutoCAD = new { limitProcessingTimeSec = 123 } } });
        var submitted = Text(await world.Owner.DoAsync($"POST {Da}/workitems", new { activityId = "client-a.Plot+prod" }), "id");
        await world.Emulator.WaitForWorkItemAsync(submitted, TestContext.Current.CancellationToken);
        return new OwnedThings(world, submitted, link, Text(opened, "uploadKey"));
    }

    /// <summary>All that the owner is told about them, without the signatures of URLs, which are new each time.</summary>
    public async Task<string> DescribeAsync()
    {
        string[] lines =
        [
            Buckets, $"{Bucket}/details", $"{Bucket}/objects", $"{Plan}/details?with=createdDate&with=lastModifiedDate&with=userDefinedMetadata",
            $"{Plan}/signeds3download", $"{Da}/forgeapps/me", $"{Da}/servicelimits/me", $"{Da}/shares", $"{Da}/appbundles", $"{Da}/activities",
            $"{Da}/appbundles/client-a.Plot+prod", $"{Da}/appbundles/Plot/versions", $"{Da}/appbundles/Plot/aliases", $"{Da}/activities/client-a.Plot+prod",
            $"{Da}/activities/Plot/versions", $"{Da}/activities/Plot/aliases", $"{Da}/workitems/{WorkItemId}",
            $"{Da}/workitems?startAfterTime={DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds()}",
        ];
        var told = new StringBuilder();
        foreach (var line in lines) told.AppendLine(Signature().Replace((await World.Owner.DoAsync("GET " + line)).ToJsonString(), "?"));
        using var content = await World.Anyone.AskAsync("GET " + Link);
        return told.AppendLine(await content.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ToString();
    }

    /// <summary>The upload that is still open becomes the object it was meant to be.</summary>
    public async Task FinishUploadAsync()
    {
        var stored = await World.Owner.DoAsync($"POST {Bucket}/objects/open/signeds3upload", new { uploadKey = UploadKey });
        Text(stored, "objectKey").ShouldBe("open");
        stored["size"]!.GetValue<long>().ShouldBe(Content.Length);
    }

    [GeneratedRegex("\\?[^\"]*")]
    private static partial Regex Signature();
}
