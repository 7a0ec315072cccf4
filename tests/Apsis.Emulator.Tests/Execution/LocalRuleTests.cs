using System.IO.Compression;
using System.Net;
using System.Text;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Execution;

/// <summary>Where inputs and outputs are, what variables expand to, and in which order WorkItems run.</summary>
public sealed class LocalRuleTests : OutsideServerTest
{
    protected override void Configure(ApsEmulatorOptions options) => options.Automation.MaxParallelWorkItems = 1;

    [Theory]
    [InlineData("argument.txt", "parameter.txt", "/plan.dwg", "argument.txt")]
    [InlineData("", "parameter.txt", "/plan.dwg", "parameter.txt")]
    [InlineData("", "", "/named", "said by.txt")]
    [InlineData("", "", "/plan.dwg?x=1", "plan.dwg")]
    [InlineData("", "", "/plain", "[0-9a-f]{32}")]
    public async Task The_first_of_argument_parameter_server_and_url_that_has_a_name_gives_it(string argument, string parameter, string path, string expected)
    {
        Server.Headers["/named"] = ("Content-Disposition", "attachment; filename=\"folder/said by.txt\"");
        var activity = await ShellActivityAsync(
            "Where", "echo \"at=$1=\"", new { @in = new { verb = "get", localName = parameter } }, commandLine: [ShellLine + " \"$(args[in].path)\""]);
        var (status, report) = await RunAsync(activity, new { @in = new { url = Server.Url + path, localName = argument } });
        status.ShouldBe("success", report);
        report.ShouldMatch($"at=/.*/work/{expected}=");
    }

    [Fact]
    public async Task An_embedded_file_without_a_name_is_refused()
    {
        var activity = await ShellActivityAsync("Where", "true", new { @in = new { verb = "get" } });
        var (status, body) = await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = activity, arguments = new { @in = new { url = "data:,x" } } });
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.ShouldContain("needs a localName");
    }

    [Fact]
    public async Task A_zip_input_is_unpacked_by_its_parameter_and_its_main_file_found_in_it()
    {
        var zip = DataUrl(Zip(("a/main.txt", "MAIN"), ("b.txt", "B")));
        var activity = await ShellActivityAsync(
            "Unzip", "cat \"$1\"", new { both = new { verb = "get", zip = true, localName = "both" } }, commandLine: [ShellLine + " \"$(args[both].path)\""]);
        (await RunAsync(activity, new { both = new { url = zip, pathInZip = "a/main.txt" } })).Report.ShouldContain("] MAIN");
        (await RunAsync(activity, new { both = new { url = zip, pathInZip = "a/none.txt" } })).Status.ShouldBe("failedDownload");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_output_has_no_path_in_a_zip(bool isZip)
    {
        var activity = await ShellActivityAsync("Pack", "true", new { @out = new { verb = "put", zip = isZip, localName = "out" } });
        (await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = activity, arguments = new { @out = new { url = Server.Url + "/o", pathInZip = "a" } } })).Body.ShouldContain("pathInZip");
    }

    [Fact]
    public async Task An_output_that_is_to_be_a_zip_is_packed_when_it_is_a_folder_and_a_file_stays_one()
    {
        await BucketAsync("out");
        var activity = await ShellActivityAsync("Pack", "mkdir -p folder/sub; printf x > folder/sub/x.txt; printf plain > file", new
        {
            folder = new { verb = "put", zip = true, localName = "folder" },
            file = new { verb = "put", zip = true, localName = "file" },
        });
        var (status, report) = await RunAsync(activity, new { folder = await ObjectAsync("out", "folder.zip"), file = await ObjectAsync("out", "file") });
        status.ShouldBe("success", report);
        await using var archive = new ZipArchive(new MemoryStream(await GetObjectAsync("out", "folder.zip")));
        archive.Entries.Select(entry => entry.FullName).ShouldContain("sub/x.txt");
        Encoding.UTF8.GetString(await GetObjectAsync("out", "file")).ShouldBe("plain");
    }

    [Fact]
    public async Task The_id_stands_wherever_it_is_asked_for()
    {
        var activity = await ShellActivityAsync(
            "Id", "echo \"said $1 and $2 and $DAS_WORKITEM_ID\"", new { word = new { verb = "read" }, @out = new { verb = "get", localName = "got" } },
            commandLine: [ShellLine + " $(workitem.id) \"$(args[word].value)\""]);
        var id = await SubmitAsync(activity, new
        {
            word = "word-$(workitem.id)",
            @out = new { url = Server.Url + "/for/$(workitem.id)", headers = new Dictionary<string, string> { ["X-Item"] = "is $(workitem.id)" } },
        });
        var report = await ReportAsync(await EndAsync(id));
        report.ShouldContain($"said {id} and word-{id} and {id}", Case.Sensitive, report);
        Server.Requests.ShouldContain(request => request.Path == $"/for/{id}");
    }

    [Fact]
    public async Task A_literal_is_a_text_a_value_or_any_JSON()
    {
        var activity = await ShellActivityAsync(
            "Say", "echo \"<$1> <$2> <$3> <$4>\"", new { a = new { verb = "read" }, b = new { verb = "read" }, c = new { verb = "read" }, d = new { verb = "read" } },
            commandLine: [ShellLine + " \"$(args[a].value)\" \"$(args[b].value)\" \"$(args[c].value)\" \"$(args[d].value)\""]);
        var (_, report) = await RunAsync(activity, new { a = "text", b = new { value = "value" }, c = 7, d = new { value = new { x = 1 } } });
        report.ShouldContain("<text> <value> <7> <{");
    }

    [Fact]
    public async Task A_setting_is_a_file_a_text_an_environment_variable_or_fetched()
    {
        Server.Answers["/script"] = "fetched";
        var activity = await ShellActivityAsync("Set", "cat \"$1\" \"$2\"; echo \" $3 $MODE\"", settings: new()
        {
            ["plain"] = "in a file, ",
            ["far"] = new { url = Server.Url + "/script" },
            ["said"] = new { value = "as text" },
            ["MODE"] = new { value = "env", isEnvironmentVariable = true },
        }, commandLine: [ShellLine + " \"$(settings[plain].path)\" \"$(settings[far].path)\" \"$(settings[said].value)\""]);
        var (status, report) = await RunAsync(activity);
        status.ShouldBe("success", report);
        report.ShouldContain("in a file, fetched as text env");
        report.ShouldContain("setting_plain.scr");
        (await CallAsync(HttpMethod.Get, "/activities/client-a.Set+prod"))["settings"]!["plain"]!["value"]!.GetValue<string>().ShouldBe("in a file, ");
    }

    [Fact]
    public async Task Standard_items_wait_in_their_order_and_priority_items_go_before_them()
    {
        var slow = await SubmitAsync(await ShellActivityAsync("Slow", "sleep 300"));
        await UntilAsync(async () => (await StatusAsync(slow))["status"]!.GetValue<string>() == "inprogress", () => "It never ran.");
        var first = await PlainAsync("P3");
        var second = await PlainAsync(null);
        var priority = await PlainAsync("P1");
        foreach (var (id, position) in new[] { (priority, 1), (first, 2), (second, 3) })
            (await StatusAsync(id))["approximateQueuePosition"]!.GetValue<int>().ShouldBe(position);
        (await StatusAsync(slow)).AsObject().ContainsKey("approximateQueuePosition").ShouldBeFalse();
        (await CallAsync(HttpMethod.Post, "/workitems/status", new[] { first }))["results"]![0]!.AsObject().ContainsKey("approximateQueuePosition").ShouldBeFalse();

        await CallAsync(HttpMethod.Delete, $"/workitems/{slow}");
        var times = new List<DateTime>();
        foreach (var id in new[] { priority, first, second }) times.Add((await EndAsync(id))["stats"]!["timeDownloadStarted"]!.GetValue<DateTime>());
        times.ShouldBeInOrder();

        async Task<string> PlainAsync(string? level) =>
            (await CallAsync(HttpMethod.Post, "/workitems", new { activityId = "Autodesk.Nop+Latest", priority = level }))["id"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_limit_above_the_engine_s_is_the_engine_s()
    {
        var (_, report) = await RunAsync("Autodesk.Nop+Latest", limit: 999_999);
        report.ShouldContain("\"limitProcessingTimeSec\":3600");
        (await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = "Autodesk.Nop+Latest", limitProcessingTimeSec = 0 })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task One_s_own_activity_needs_no_owner_and_an_id_of_the_caller_is_not_taken()
    {
        await ShellActivityAsync("Mine", "true");
        var answer = await CallAsync(HttpMethod.Post, "/workitems", new { id = "my-own-id", activityId = "Mine+prod" });
        answer["activityId"]!.GetValue<string>().ShouldBe("client-a.Mine+prod");
        answer["id"]!.GetValue<string>().ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task What_is_fetched_on_demand_is_never_unpacked()
    {
        const string Script = """
            echo '!ACESAPI:acesHttpOperation(extra,,"",,file://got.zip)'
            head -c 1 >/dev/null
            head -c 2 got.zip; echo
            """;
        var activity = await ShellActivityAsync("Ask", Script, new { extra = new { verb = "get", ondemand = true, zip = true, localName = "extra" } });
        var (status, report) = await RunAsync(activity, new { extra = new { url = DataUrl(Zip(("a.txt", "A"))) } });
        status.ShouldBe("success", report);
        report.ShouldContain("] PK");
    }
}
