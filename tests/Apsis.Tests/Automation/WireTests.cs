using System.Text.Json;
using System.Text.Json.Nodes;
using Apsis.Automation;

namespace Apsis.Tests.Automation;

public sealed class WireTests
{
    [Theory]
    [InlineData("pending", WorkItemStatus.Pending)]
    [InlineData("inprogress", WorkItemStatus.InProgress)]
    [InlineData("success", WorkItemStatus.Success)]
    [InlineData("cancelled", WorkItemStatus.Cancelled)]
    [InlineData("failedLimitProcessingTime", WorkItemStatus.Failed)]
    [InlineData("failedDownload", WorkItemStatus.Failed)]
    [InlineData("failedInstructions", WorkItemStatus.Failed)]
    [InlineData("failedUpload", WorkItemStatus.Failed)]
    [InlineData("failedUploadOptional", WorkItemStatus.Failed)]
    [InlineData("failedLimitDataSize", WorkItemStatus.Failed)]
    [InlineData("failedByTheMoon", WorkItemStatus.Failed)]
    [InlineData("hibernating", WorkItemStatus.InProgress)]
    [InlineData("", WorkItemStatus.InProgress)]
    public void Every_status_of_the_service_has_one_of_five_values(string word, WorkItemStatus status)
    {
        var item = JsonSerializer.Deserialize($$"""{"id":"w","status":"{{word}}"}""", AutomationJson.Default.WorkItem)!;

        item.Status.ShouldBe(status);
        item.ServiceStatus.ShouldBe(word);
    }

    [Fact]
    public void What_the_service_adds_tomorrow_survives_a_round_trip()
    {
        const string json = """{"id":"me.Do","engine":"E+1","commandLine":["x"],"parameters":{"a":{"verb":"teleport","required":true,"colour":"red"}},"settings":{"s":{"url":"https://x"}},"tomorrow":{"a":[1]}}""";

        var activity = JsonSerializer.Deserialize(json, AutomationJson.Default.Activity)!;
        var back = JsonNode.Parse(JsonSerializer.Serialize(activity, AutomationJson.Default.Activity))!;

        activity.Parameters["a"].Verb.Value.ShouldBe("teleport");
        JsonNode.DeepEquals(back["tomorrow"], JsonNode.Parse("""{"a":[1]}""")).ShouldBeTrue(back.ToJsonString());
        back["parameters"]!["a"]!["colour"]!.GetValue<string>().ShouldBe("red");
        back["settings"]!["s"]!["url"]!.GetValue<string>().ShouldBe("https://x");
    }

    [Fact]
    public void A_command_line_may_be_one_string() =>
        JsonSerializer.Deserialize("""{"engine":"E+1","commandLine":"run it"}""", AutomationJson.Default.Activity)!.CommandLine.ShouldBe(["run it"]);

    [Fact]
    public void What_an_answer_leaves_out_is_empty_and_not_null()
    {
        var activity = JsonSerializer.Deserialize("{}", AutomationJson.Default.Activity)!;
        var statuses = JsonSerializer.Deserialize("{}", AutomationJson.Default.WorkItemStatuses)!;
        var page = JsonSerializer.Deserialize("{}", AutomationJson.Default.PageString)!;
        var parameter = JsonSerializer.Deserialize("{}", AutomationJson.Default.ActivityParameter)!;

        activity.CommandLine.ShouldBeEmpty();
        activity.Parameters.ShouldBeEmpty();
        activity.AppBundles.ShouldBeEmpty();
        activity.Settings.ShouldBeEmpty();
        statuses.Results.ShouldBeEmpty();
        statuses.Errors.ShouldBeEmpty();
        page.Data.ShouldBeEmpty();
        parameter.Verb.ShouldBe(Verb.Get);
    }

    [Fact]
    public void The_three_forms_of_an_argument_are_written_as_the_service_reads_them()
    {
        var spec = new WorkItemSpec
        {
            ActivityId = "me.Do+prod",
            Arguments = new Dictionary<string, WorkItemArgument>
            {
                ["text"] = new WorkItemArgument.Text("hello"),
                ["json"] = new WorkItemArgument.Json(JsonNode.Parse("""{"a":1}""")),
                ["file"] = new WorkItemArgument.Transfer
                {
                    Url = "https://x/y",
                    Verb = Verb.Put,
                    Headers = new Dictionary<string, string> { ["A"] = "b" },
                    Optional = true,
                    LocalName = "f",
                    PathInZip = "p",
                    Extra = new JsonObject { ["references"] = new JsonArray() },
                },
            },
        };

        var json = JsonSerializer.Serialize(spec, AutomationJson.Default.WorkItemSpec);

        JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse("""
            {"activityId":"me.Do+prod","arguments":{"text":"hello","json":{"value":{"a":1}},
             "file":{"url":"https://x/y","verb":"put","headers":{"A":"b"},"optional":true,"localName":"f","pathInZip":"p","references":[]}}}
            """)).ShouldBeTrue(json);
        var again = JsonSerializer.Deserialize(json, AutomationJson.Default.WorkItemSpec)!;
        JsonSerializer.Serialize(again, AutomationJson.Default.WorkItemSpec).ShouldBe(json);
    }

    [Fact]
    public void Progress_may_be_a_text_or_an_object()
    {
        JsonSerializer.Deserialize("""{"id":"w","progress":"half"}""", AutomationJson.Default.WorkItem)!.ProgressText.ShouldBe("half");
        JsonSerializer.Deserialize("""{"id":"w","progress":{"done":5}}""", AutomationJson.Default.WorkItem)!.ProgressText.ShouldBe("""{"done":5}""");
        JsonSerializer.Deserialize("""{"id":"w"}""", AutomationJson.Default.WorkItem)!.ProgressText.ShouldBeNull();
    }

    [Fact]
    public void Transfers_and_upload_forms_print_without_their_secrets()
    {
        var transfer = new WorkItemArgument.Transfer { Url = "https://x?sig=SECRET", Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer SECRET" } };
        var upload = new AppBundleUpload { EndpointUrl = "https://x", FormData = new Dictionary<string, string?> { ["x-amz-signature"] = "SECRET" } };

        $"{transfer} {upload}".ShouldNotContain("SECRET");
    }
}
