using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Automation;

public sealed class CombineTests : AutomationTest
{
    private const string Merge = "cat page*.txt > all.txt";

    private string? _merge;

    [Fact]
    public async Task What_the_parts_leave_comes_to_the_combinator_when_all_have_ended()
    {
        await BucketAsync("results");
        var part = await PartActivityAsync("sleep 1; cat in.txt > out.txt");
        var answer = await CombineAsync([Part(part, "one ", "page1.txt"), Part(part, "two ", "page2.txt"), Part(part, "three", "sub/page3.txt")], await ResultAsync());

        var parts = answer["parts"]!.AsArray();
        parts.Count.ShouldBe(3);
        parts[0]!["activityId"]!.GetValue<string>().ShouldBe(part);
        var combinator = answer["combinator"]!;
        combinator["status"]!.GetValue<string>().ShouldBe("pending");
        combinator["stats"]!.ToJsonString().ShouldBe("{}");
        combinator["activityId"]!.GetValue<string>().ShouldEndWith(".Merge+prod");
        var waiting = await StatusAsync(Id(combinator));
        waiting["stats"]!.ToJsonString().ShouldBe("{}");
        waiting["approximateQueuePosition"].ShouldBeNull();

        var ended = await EndAsync(Id(combinator));
        ended["status"]!.GetValue<string>().ShouldBe("success", await ReportAsync(ended));
        Encoding.UTF8.GetString(await GetObjectAsync("results", "all.txt")).ShouldBe("one two three");
        foreach (var id in parts.Select(entry => Id(entry!)))
        {
            var finished = await StatusAsync(id);
            finished["status"]!.GetValue<string>().ShouldBe("success");
            finished["stats"]!["timeFinished"]!.GetValue<DateTime>().ShouldBeLessThanOrEqualTo(ended["stats"]!["timeQueued"]!.GetValue<DateTime>());
        }
    }

    [Fact]
    public async Task A_part_that_fails_leaves_the_combinator_without_its_input()
    {
        await BucketAsync("results");
        var part = await PartActivityAsync("grep -q good in.txt && cp in.txt out.txt");
        var answer = await CombineAsync([Part(part, "good", "page1.txt"), Part(part, "bad", "page2.txt")], await ResultAsync());

        var ended = await EndAsync(Id(answer["combinator"]!));
        ended["status"]!.GetValue<string>().ShouldBe("failedDownload");
        (await ReportAsync(ended)).ShouldContain($"The WorkItem {Id(answer["parts"]![1]!)} has left no file of that name.");
    }

    [Fact]
    public async Task What_a_part_may_leave_out_the_combinator_may_do_without()
    {
        await BucketAsync("results");
        var part = await PartActivityAsync("grep -q good in.txt && cp in.txt out.txt; true");
        var answer = await CombineAsync([Part(part, "good", "page1.txt", isOptional: true), Part(part, "bad", "page2.txt", isOptional: true)], await ResultAsync());
        var ended = await EndAsync(Id(answer["combinator"]!));
        ended["status"]!.GetValue<string>().ShouldBe("success", await ReportAsync(ended));
        Encoding.UTF8.GetString(await GetObjectAsync("results", "all.txt")).ShouldBe("good");
    }

    [Fact]
    public async Task A_cancelled_part_does_not_hold_the_combinator_and_a_cancelled_combinator_never_runs()
    {
        var part = await PartActivityAsync("sleep 300");
        var answer = await CombineAsync([Part(part, "x", "page1.txt")], new { });
        await CallAsync(HttpMethod.Delete, $"/workitems/{Id(answer["parts"]![0]!)}");
        (await EndAsync(Id(answer["combinator"]!)))["status"]!.GetValue<string>().ShouldBe("failedDownload");

        answer = await CombineAsync([Part(part, "x", "page1.txt")], new { });
        await CallAsync(HttpMethod.Delete, $"/workitems/{Id(answer["combinator"]!)}");
        (await StatusAsync(Id(answer["combinator"]!)))["status"]!.GetValue<string>().ShouldBe("cancelled");
        await CallAsync(HttpMethod.Delete, $"/workitems/{Id(answer["parts"]![0]!)}");
        await EndAsync(Id(answer["parts"]![0]!));
        (await StatusAsync(Id(answer["combinator"]!)))["status"]!.GetValue<string>().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_later_WorkItem_of_the_same_app_reads_what_an_earlier_one_left_and_no_other_app_does()
    {
        var part = await PartActivityAsync("cp in.txt out.txt");
        var written = await EndAsync(await SubmitAsync(part, Part(part, "the text", "a b/page.txt").Arguments));
        written["status"]!.GetValue<string>().ShouldBe("success", await ReportAsync(written));
        var url = $"das://intermediate.{Id(written)}/a b/page.txt";
        var reader = await ShellActivityAsync("Read", "cat in.txt", new { @in = new { verb = "get", localName = "in.txt" } });
        var (status, report) = await RunAsync(reader, new { @in = new { url } });
        status.ShouldBe("success", report);
        report.ShouldContain("] the text");

        UseClient(await ClientAsync(clientId: "client_b"));
        reader = await ShellActivityAsync("Read", "cat in.txt", new { @in = new { verb = "get", localName = "in.txt" } });
        (await RunAsync(reader, new { @in = new { url } })).Status.ShouldBe("failedDownload");
    }

    [Fact]
    public async Task A_combination_of_no_sense_is_refused()
    {
        var part = await PartActivityAsync("true");
        var other = await ShellActivityAsync("Other", "true", new { @out = new { verb = "put", localName = "o" } });
        var merge = await MergeActivityAsync();
        var noVarargs = await ShellActivityAsync("Fixed", "true");
        var good = Part(part, "x", "p.txt");
        var combinator = new { activityId = merge };

        await ShouldBeRefusedAsync(new { combinator }, "1 to 100 parts");
        await ShouldBeRefusedAsync(new { parts = Array.Empty<object>(), combinator }, "1 to 100 parts");
        await ShouldBeRefusedAsync(new { parts = new object?[] { null }, combinator }, "must not be null");
        await ShouldBeRefusedAsync(new { parts = new[] { good } }, "The combinator is required");
        await ShouldBeRefusedAsync(new { parts = new[] { good, good }, combinator }, "Two parts write 'p.txt'");
        await ShouldBeRefusedAsync(new { parts = new object[] { good, new { activityId = other } }, combinator }, "the same activityId");
        await ShouldBeRefusedAsync(new { parts = new[] { new { activityId = other } }, combinator }, "Part 1 has no output");
        await ShouldBeRefusedAsync(new { parts = new[] { good }, combinator = new { activityId = noVarargs } }, "is not a parameter of the activity");
    }

    [Theory]
    [InlineData("das://dropbox/id:abc", "get", "neither das://intermediate/path")]
    [InlineData("das://intermediate/x.txt", "get", "is an input")]
    [InlineData("das://intermediate.abc/", "get", "neither das://intermediate/path")]
    [InlineData("das://intermediate.abc/x.txt", "post", "must have the verb get")]
    public async Task A_das_url_that_cannot_be_is_refused(string url, string verb, string message)
    {
        var activity = await ShellActivityAsync("Read", "true", new { @in = new { verb = "get", localName = "in.txt" } });
        var (status, body) = await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = activity, arguments = new { @in = new { url, verb } } });
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.ShouldContain(message);
    }

    private static string Id(JsonNode status) => status["id"]!.GetValue<string>();

    private static WorkItem Part(string activityId, string text, string path, bool isOptional = false) => new(activityId, new Dictionary<string, object>
    {
        ["in"] = new { url = DataUrl(text) },
        ["out"] = new { url = "das://intermediate/" + path, verb = "put", optional = isOptional },
    });

    private Task<string> PartActivityAsync(string script) => ShellActivityAsync("Part", script, new
    {
        @in = new { verb = "get", localName = "in.txt" },
        @out = new { verb = "put", localName = "out.txt" },
    });

    private Task<string> MergeActivityAsync() => ShellActivityAsync("Merge", Merge, new Dictionary<string, object>
    {
        ["..."] = new { verb = "get" },
        ["result"] = new { verb = "put", localName = "all.txt" },
    });

    private async Task<object> ResultAsync() => new { result = await ObjectAsync("results", "all.txt") };

    private async Task<JsonNode> CombineAsync(WorkItem[] parts, object arguments)
    {
        _merge ??= await MergeActivityAsync();
        return await CallAsync(HttpMethod.Post, "/workitems/combine", new { parts, combinator = new { activityId = _merge, arguments } });
    }

    private async Task ShouldBeRefusedAsync(object body, string message)
    {
        var (status, text) = await RefusalAsync(HttpMethod.Post, "/workitems/combine", body);
        status.ShouldBe(HttpStatusCode.BadRequest, text);
        JsonNode.Parse(text)!.AsObject().Single().Value![0]!.GetValue<string>().ShouldContain(message);
    }

    private sealed record WorkItem(string ActivityId, Dictionary<string, object> Arguments);
}
