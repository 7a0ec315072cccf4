using System.Net;

namespace Apsis.Emulator.Tests.Automation;

/// <summary>AppBundles that use AppBundles.</summary>
public sealed class UsedBundleTests : AutomationTest
{
    [Fact]
    public async Task What_a_bundle_uses_is_unpacked_beside_it()
    {
        await BundleAsync("Base", ("Base.bundle/words.txt", "from the base"));
        await BundleAsync("Middle", ("Middle.bundle/x", ""), uses: "client-a.Base+prod");
        await BundleAsync("Tool", ("Tool.bundle/x", ""), uses: "client-a.Middle+prod");
        var activity = await ActivityAsync("Use", new
        {
            id = "Use", engine = "Local.Shell+1", appbundles = (string[])["client-a.Tool+prod"],
            commandLine = "$(engine.path)/cat \"$(appbundles[Tool].path)/../Base/Base.bundle/words.txt\"",
        });

        var (status, report) = await RunAsync(activity);
        status.ShouldBe("success", report);
        report.ShouldContain("] from the base");
        report.ShouldContain("\"App.Id\":\"client-a.Tool!1\",\"App.Id\":\"client-a.Middle!1\",\"App.Id\":\"client-a.Base!1\"");
    }

    [Fact]
    public async Task Bundles_that_use_each_other_come_to_an_end()
    {
        await BundleAsync("One", ("One.bundle/x", ""));
        await BundleAsync("Other", ("Other.bundle/x", ""), uses: "client-a.One+prod");
        var second = await CallAsync(HttpMethod.Post, "/appbundles/One/versions", new { engine = "Local.Shell+1", appbundles = (string[])["client-a.Other+prod"] });
        await UploadBundleAsync(second, Zip(("One.bundle/x", "")));
        await CallAsync(HttpMethod.Patch, "/appbundles/One/aliases/prod", new { version = 2 });
        var activity = await ActivityAsync("Use", new { id = "Use", engine = "Local.Shell+1", appbundles = (string[])["client-a.One+prod"], commandLine = "$(engine.path)/true" });

        (await RunAsync(activity)).Status.ShouldBe("success");
    }

    [Fact]
    public async Task A_bundle_that_does_not_exist_or_LATEST_is_not_used()
    {
        foreach (var used in new[] { "client-a.None+prod", "client-a.None+$LATEST", "None" })
            (await RefusalAsync(HttpMethod.Post, "/appbundles", new { id = "Tool", engine = "Local.Shell+1", appbundles = new[] { used } })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Inventor_takes_one_bundle_that_uses_none_and_nobody_takes_two_of_a_name()
    {
        foreach (var name in new[] { "One", "Two" })
        {
            await CallAsync(HttpMethod.Post, "/appbundles", new { id = name, engine = "Autodesk.Inventor+2026" });
            await CallAsync(HttpMethod.Post, $"/appbundles/{name}/aliases", new { id = "prod", version = 1 });
            await CallAsync(HttpMethod.Post, $"/appbundles/{name}/aliases", new { id = "test", version = 1 });
        }

        (await RefusalAsync(HttpMethod.Post, "/appbundles", new { id = "Three", engine = "Autodesk.Inventor+2026", appbundles = (string[])["client-a.One+prod"] })).Body
            .ShouldContain("uses no other AppBundles");
        (await CreateAsync("Autodesk.Inventor+2026", "client-a.One+prod", "client-a.Two+prod")).Body.ShouldContain("uses one AppBundle at most");
        (await CreateAsync("Autodesk.Revit+2026", "client-a.One+prod", "client-a.One+test")).Body.ShouldContain("Two AppBundles are named");
        (await CreateAsync("Autodesk.Inventor+2026", "client-a.One+prod")).Status.ShouldBe(HttpStatusCode.OK);

        Task<(HttpStatusCode Status, string Body)> CreateAsync(string engine, params string[] appbundles) =>
            RefusalAsync(HttpMethod.Post, "/activities", new { id = "Use", engine, commandLine = "$(engine.path)/x.exe", appbundles });
    }

    private async Task BundleAsync(string name, (string Name, string Content) file, params string[] uses)
    {
        await UploadBundleAsync(await CallAsync(HttpMethod.Post, "/appbundles", new { id = name, engine = "Local.Shell+1", appbundles = uses }), Zip(file));
        await CallAsync(HttpMethod.Post, $"/appbundles/{name}/aliases", new { id = "prod", version = 1 });
    }
}
