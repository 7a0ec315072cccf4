using System.Net;
using System.Text;
using Apsis.Emulator.Tests.Shapes;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Isolation;

/// <summary>Whoever holds a presigned URL may use it, without a token, for what it was signed for and nothing else.</summary>
public sealed class PresignedIsolationTests
{
    [Fact]
    public async Task A_download_URL_is_for_one_object_and_for_reading()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.ObjectAsync();
        await world.UploadAsync("other.dwg");
        var mine = Text(await world.Owner.DoAsync($"GET {Plan}/signeds3download"), "url");
        var other = Text(await world.Owner.DoAsync($"GET {Bucket}/objects/other.dwg/signeds3download"), "url");
        await ShouldAnswerAsync(world.Anyone, $"GET {mine}", HttpStatusCode.OK);
        await ShouldAnswerAsync(world.Anyone, $"GET {PathOf(other)}?{QueryOf(mine)}", HttpStatusCode.Forbidden);
        await ShouldAnswerAsync(world.Anyone, $"GET {mine.Replace("X-Amz-Expires=120", "X-Amz-Expires=1200", StringComparison.Ordinal)}", HttpStatusCode.Forbidden);
        await ShouldAnswerAsync(world.Anyone, $"GET {mine}&response-content-type=text/html", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_part_URL_is_for_one_part_of_one_upload_and_for_writing()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.BucketAsync();
        var bytes = Encoding.UTF8.GetBytes(Content);
        var mine = (await world.Owner.DoAsync($"GET {Plan}/signeds3upload"))["urls"]![0]!.GetValue<string>();
        var other = (await world.Owner.DoAsync($"GET {Bucket}/objects/other.dwg/signeds3upload"))["urls"]![0]!.GetValue<string>();
        await ShouldAnswerAsync(world.Anyone, $"PUT {mine}", HttpStatusCode.OK, bytes);
        await ShouldAnswerAsync(world.Anyone, $"PUT {PathOf(other)}?{QueryOf(mine)}", HttpStatusCode.Forbidden, bytes);
        await ShouldAnswerAsync(world.Anyone, $"PUT {mine.Replace("partNumber=1", "partNumber=2", StringComparison.Ordinal)}", HttpStatusCode.Forbidden, bytes);
        await ShouldAnswerAsync(world.Anyone, $"GET {mine}", HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("client-b")]
    [InlineData("client-a")]
    public async Task The_URL_of_a_report_is_for_one_WorkItem(string submitter)
    {
        await using var world = await ShapeWorld.StartAsync();
        var mine = Text(await world.StatusAsync(await world.EndedAsync()), "reportUrl");
        var caller = submitter == OwnerId ? world.Owner : world.Other;
        var id = Text(await caller.DoAsync($"POST {Da}/workitems", new { activityId = Nop }), "id");
        await world.Emulator.WaitForWorkItemAsync(id, TestContext.Current.CancellationToken);
        var other = Text(await caller.DoAsync($"GET {Da}/workitems/{id}"), "reportUrl");
        await ShouldAnswerAsync(world.Anyone, $"GET {mine}", HttpStatusCode.OK);
        await ShouldAnswerAsync(world.Anyone, $"GET {PathOf(other)}?{QueryOf(mine)}", HttpStatusCode.Forbidden);
        await ShouldAnswerAsync(world.Anyone, $"GET {mine.Replace("report.txt", "debugInfo.zip", StringComparison.Ordinal)}", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_form_of_one_AppBundle_stores_no_other()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.Other.DoAsync($"POST {Da}/appbundles", new { id = "Plot", engine = Engine });
        var mine = await world.AppBundleAsync();
        foreach (var key in (string[])["apps/client-b/Plot/1", "apps/client-a/Plot/2", "apps/client-a/Plot/1/../../../client-b/Plot/1"])
        {
            using var refused = await world.PostZipAsync(mine, ("key", key));
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task What_one_WorkItem_leaves_for_others_is_for_those_of_the_same_app()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.ActivityAsync(parameters: new { result = new { verb = "put", localName = "out.txt" } });
        await world.Owner.DoAsync($"POST {Da}/activities/Plot/aliases", new { id = "prod", version = 1 });
        var author = Text(await world.Owner.DoAsync($"POST {Da}/workitems", new
        {
            activityId = "client-a.Plot+prod", arguments = new { result = new { url = "das://intermediate/a.txt", verb = "put" } },
        }), "id");
        await world.Emulator.WaitForWorkItemAsync(author, TestContext.Current.CancellationToken);

        (await ReadAsync(world, world.Owner, author)).ShouldBe("success");
        (await ReadAsync(world, world.Other, author)).ShouldBe("failedDownload");
    }

    [Fact]
    public async Task A_WorkItem_reads_and_writes_no_object_that_its_token_may_not()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.ObjectAsync();
        var token = await world.AppTokenAsync(OtherId, "data:read data:write data:create");
        object Argument(string verb) => new { url = "urn:adsk.objects:os.object:drawings/plan.dwg", verb, localName = "a.dwg", headers = new { Authorization = "Bearer " + token } };
        (await RunAsync(world, world.Other, new { x = Argument("get") })).ShouldBe("failedDownload");

        await world.Other.DoAsync($"POST {Da}/activities", new { id = "Write", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe", parameters = new { x = new { verb = "put", localName = "a.dwg" } } });
        await world.Other.DoAsync($"POST {Da}/activities/Write/aliases", new { id = "prod", version = 1 });
        (await RunAsync(world, world.Other, new { x = Argument("put") }, "client-b.Write+prod")).ShouldBe("failedUpload");
        using var content = await world.Anyone.AskAsync("GET " + Text(await world.Owner.DoAsync($"GET {Plan}/signeds3download"), "url"));
        (await content.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(Content);
    }

    private static Task<string> ReadAsync(ShapeWorld world, Caller caller, string author) =>
        RunAsync(world, caller, new { x = new { url = $"das://intermediate.{author}/a.txt", verb = "get", localName = "b.txt" } });

    private static async Task<string> RunAsync(ShapeWorld world, Caller caller, object arguments, string activityId = Nop)
    {
        var id = Text(await caller.DoAsync($"POST {Da}/workitems", new { activityId, arguments }), "id");
        await world.Emulator.WaitForWorkItemAsync(id, TestContext.Current.CancellationToken);
        return Text(await caller.DoAsync($"GET {Da}/workitems/{id}"), "status");
    }

    private static string PathOf(string url) => url[..url.IndexOf('?', StringComparison.Ordinal)];

    private static string QueryOf(string url) => url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..];

    private static async Task ShouldAnswerAsync(Caller caller, string line, HttpStatusCode expected, object? body = null)
    {
        using var answer = await caller.AskAsync(line, body);
        answer.StatusCode.ShouldBe(expected, line);
    }
}
