using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Automation;

public sealed class WorkItemTests : AutomationTest
{
    private const string Copy = "cat \"$1\" > \"$2\"; echo working";
    private const string CopyLine = ShellLine + " \"$(args[input].path)\" \"$(args[output].path)\"";

    private static readonly string[] ToolBundle = ["client-a.Tool+prod"];

    private static readonly string[] Times =
        ["timeQueued", "timeDownloadStarted", "timeInstructionsStarted", "timeInstructionsEnded", "timeUploadEnded", "timeFinished"];

    private static readonly object CopyParameters = new
    {
        input = new { verb = "get", localName = "in.txt" },
        output = new { verb = "post", localName = "out.txt" },
    };

    [Fact]
    public async Task An_output_that_the_WorkItem_leaves_out_still_has_a_path_and_an_input_has_none()
    {
        var activity = await ShellActivityAsync("Optional", "echo \"<$1> <$2>\"; echo x > \"$2\"", new
        {
            maybe = new { verb = "get", localName = "maybe.txt" },
            extra = new { verb = "put", localName = "sub/extra.txt" },
        }, commandLine: ["$(engine.path)/sh \"$(settings[script].path)\" \"$(args[maybe].path)\" \"$(args[extra].path)\""]);

        var (status, report) = await RunAsync(activity);

        status.ShouldBe("success", report);
        report.ShouldContain("<> </");
        report.ShouldContain("sub/extra.txt>");
    }

    [Fact]
    public async Task The_whole_life_from_bundle_to_report()
    {
        await BucketAsync("bucket-a");
        await PutObjectAsync("bucket-a", "folder/in.txt", "hello"u8.ToArray());
        var bundle = await CallAsync(HttpMethod.Post, "/appbundles", new { id = "Tool", engine = "Local.Shell+1", description = "d" });
        bundle["uploadParameters"]!["formData"]!["key"]!.GetValue<string>().ShouldBe("apps/client-a/Tool/1");
        (await UploadBundleAsync(bundle, Zip(("Tool.bundle/Contents/tool.sh", "cat \"$1\" \"$1\" > \"$2\"; echo id=$DAS_WORKITEM_ID says=$3 env=$MODE")))).ShouldEndWith("/apps%2Fclient-a%2FTool%2F1");
        await CallAsync(HttpMethod.Post, "/appbundles/Tool/aliases", new { id = "prod", version = 1 });
        var stored = await CallAsync(HttpMethod.Get, "/appbundles/client-a.Tool+prod");
        using (var anonymous = new HttpClient())
            (await anonymous.GetByteArrayAsync(stored["package"]!.GetValue<string>(), Cancellation)).Length.ShouldBeGreaterThan(100);

        var activity = await ActivityAsync("Double", new
        {
            id = "Double",
            engine = "Local.Shell+1",
            commandLine = "$(engine.path)/sh \"$(appbundles[Tool].path)/Tool.bundle/Contents/tool.sh\" \"$(args[input].path)\" \"$(args[output].path)\" \"$(args[word].value)\"",
            appbundles = ToolBundle,
            parameters = new { input = new { verb = "get" }, output = new { verb = "put", localName = "result/out.txt", required = true }, word = new { verb = "read" } },
            settings = new Dictionary<string, object> { ["MODE"] = new { value = "fast", isEnvironmentVariable = true } },
        });
        var id = await SubmitAsync(activity, new
        {
            input = await ObjectAsync("bucket-a", "folder/in.txt"),
            output = await ObjectAsync("bucket-a", "result.txt"),
            word = "a \\\"b\\\" c",
        });
        var ended = await EndAsync(id);
        var report = await ReportAsync(ended);

        ended["status"]!.GetValue<string>().ShouldBe("success", report);
        ended["activityId"]!.GetValue<string>().ShouldBe("client-a.Double+prod");
        ended["stats"]!["bytesDownloaded"]!.GetValue<long>().ShouldBe(5);
        ended["stats"]!["bytesUploaded"]!.GetValue<long>().ShouldBe(10);
        var times = Times.Select(name => ended["stats"]![name]!.GetValue<DateTime>()).ToList();
        times.ShouldBeInOrder();
        Encoding.UTF8.GetString(await GetObjectAsync("bucket-a", "result.txt")).ShouldBe("hellohello");
        report.ShouldContain($"id={id} says=a \"b\" c env=fast", Case.Sensitive, report);
        report.ShouldContain("Job finished with result Succeeded");
        report.ShouldContain("LocalFile=");
        report.ShouldMatch(@"^\[\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\] Job information:");
        report.ShouldNotContain("eyJ");
        report.ShouldNotContain("X-Amz-Signature");
        Log.ToString().ShouldNotContain("eyJ");
    }

    [Fact]
    public async Task A_zip_of_an_empty_folder_is_uploaded_to_a_signed_url_with_22_bytes()
    {
        await BucketAsync("bucket-a");
        using var signed = await Client.PostAsync("/oss/v2/buckets/bucket-a/objects/out.zip/signed?access=ReadWrite", new StringContent("{}", Encoding.UTF8, "application/json"), Cancellation);
        var url = JsonNode.Parse(await signed.Content.ReadAsStringAsync(Cancellation))!["signedUrl"]!.GetValue<string>();
        var activity = await ShellActivityAsync("Pack", "mkdir out", new { output = new { verb = "put", zip = true, localName = "out" } });

        var ended = await EndAsync(await SubmitAsync(activity, new { output = new { url } }));
        var report = await ReportAsync(ended);

        ended["status"]!.GetValue<string>().ShouldBe("success", report);
        ended["stats"]!["bytesUploaded"]!.GetValue<long>().ShouldBe(22);
        report.ShouldNotContain(url);
        (await GetObjectAsync("bucket-a", "out.zip")).Length.ShouldBe(22);
    }

    [Fact]
    public async Task An_unreachable_input_is_failedDownload_unless_it_is_optional()
    {
        var activity = await ShellActivityAsync("Read", "echo ran", new { input = new { verb = "get", localName = "x" } });

        var (status, report) = await RunAsync(activity, new { input = new { url = "http://127.0.0.1:1/x?sig=secret" } });
        status.ShouldBe("failedDownload", report);
        report.ShouldContain("Job finished with result FailedDownload");
        report.ShouldNotContain("secret");

        (status, report) = await RunAsync(activity, new { input = new { url = "http://127.0.0.1:1/x", optional = true } });
        status.ShouldBe("success", report);
        report.ShouldContain("ran");
    }

    [Fact]
    public async Task A_program_that_fails_is_failedInstructions_and_stops_the_command_lines()
    {
        var activity = await ShellActivityAsync("Fail", "echo first; exit 7", commandLine: [ShellLine, "$(engine.path)/sh -c \"echo second\""]);
        var (status, report) = await RunAsync(activity);

        status.ShouldBe("failedInstructions");
        report.ShouldContain("Error: Application sh exits with code 7 which indicates an error.");
        report.ShouldContain("Job finished with result FailedExecution");
        report.ShouldNotContain("] second");
    }

    [Fact]
    public async Task A_missing_output_is_failedUpload_and_an_optional_one_is_tolerated_or_reported()
    {
        object parameters = new { output = new { verb = "put", localName = "none.txt" } };
        object target = new { url = "http://127.0.0.1:1/none" };
        object optional = new { url = "http://127.0.0.1:1/none", optional = true };
        var activity = await ShellActivityAsync("Forget", "true", parameters);
        var strict = await ShellActivityAsync("ForgetStrict", "true", parameters, new() { ["dasreportfaileduploadoptional"] = "true" });

        var (status, report) = await RunAsync(activity, new { output = target });
        status.ShouldBe("failedUpload");
        report.ShouldContain("Error: Non-optional output [none.txt] is missing.");
        (await RunAsync(activity, new { output = optional })).Status.ShouldBe("success");
        (await RunAsync(strict, new { output = optional })).Status.ShouldBe("failedUploadOptional");
    }

    [Fact]
    public async Task An_output_that_is_a_link_out_of_the_job_is_not_uploaded()
    {
        var activity = await ShellActivityAsync("Steal", "ln -s /etc/passwd out.txt", new { output = new { verb = "put", localName = "out.txt" } });
        var (status, report) = await RunAsync(activity, new { output = new { url = "http://127.0.0.1:1/none" } });

        status.ShouldBe("failedUpload");
        report.ShouldContain("symbolic link");
    }

    [Fact]
    public async Task A_named_pipe_as_an_output_does_not_hang_the_job()
    {
        var activity = await ShellActivityAsync("Pipe", "mkfifo out.txt", new { output = new { verb = "put", localName = "out.txt" } });
        (await RunAsync(activity, new { output = new { url = "http://127.0.0.1:1/none" } })).Status.ShouldBe("failedUpload");
    }

    [Fact]
    public async Task Zips_are_unpacked_as_the_table_says()
    {
        var zip = DataUrl(Zip(("a/main.txt", "MAIN"), ("b.txt", "B")));
        var activity = await ShellActivityAsync(
            "Unzip", "echo \"args $1 $2 $3\"; cat \"$1/a/main.txt\" \"$2\"; head -c 2 \"$3\"",
            new
            {
                folder = new { verb = "get", zip = true, localName = "folder" },
                main = new { verb = "get", localName = "main" },
                file = new { verb = "get", localName = "file.zip" },
            },
            commandLine: [ShellLine + " \"$(args[folder].path)\" \"$(args[main].path)\" \"$(args[file].path)\""]);
        var (status, report) = await RunAsync(activity, new { folder = new { url = zip }, main = new { url = zip, pathInZip = "a/main.txt" }, file = new { url = zip } });

        status.ShouldBe("success", report);
        report.ShouldContain("work/folder ");
        report.ShouldContain("work/main/a/main.txt ");
        report.ShouldContain("MAINMAINPK");
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("..\\evil.txt")]
    [InlineData("/evil.txt")]
    [InlineData("a/../../evil.txt")]
    public async Task A_zip_that_leaves_its_folder_fails_the_download(string entry)
    {
        var activity = await ShellActivityAsync("Slip", "true", new { input = new { verb = "get", zip = true, localName = "folder" } });
        var (status, report) = await RunAsync(activity, new { input = new { url = DataUrl(Zip((entry, "x"))) } });

        status.ShouldBe("failedDownload");
        report.ShouldContain("holds the entry");
    }

    [Fact]
    public async Task A_bad_local_name_path_or_argument_is_refused_at_once()
    {
        var activity = await ShellActivityAsync("Copy", Copy, CopyParameters, commandLine: [CopyLine]);
        async Task RefuseAsync(object arguments, string expected)
        {
            var (status, body) = await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = activity, arguments });
            status.ShouldBe(HttpStatusCode.BadRequest);
            body.ShouldContain(expected);
        }

        await RefuseAsync(new { input = new { url = "data:,x", localName = "../../x" } }, "working folder");
        await RefuseAsync(new { input = new { url = "file:///etc/passwd" } }, "url that is none of");
        await RefuseAsync(new { output = new { url = "http://x/", pathInZip = "a" } }, "pathInZip");
        await RefuseAsync(new { output = new { url = "http://x/", verb = "get" } }, "verb");
        await RefuseAsync(new { nobody = new { url = "http://x/" } }, "not a parameter");
        await RefuseAsync(new { input = new { url = "http://x/", headers = new Dictionary<string, string> { ["X-A"] = "a\r\nEvil: b" } } }, "header");
        (await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = "client-a.Copy+$LATEST" })).Body.ShouldContain("Cannot use the alias $LATEST");
    }

    [Fact]
    public async Task Varargs_bind_what_is_not_declared_and_an_embedded_file_keeps_its_text()
    {
        var activity = await ShellActivityAsync("Vararg", "cat extra.txt; cat given.txt", new Dictionary<string, object> { ["..."] = new { } });
        var (status, report) = await RunAsync(activity, new
        {
            one = new { url = DataUrl("{'naïve': \"%\"}"), localName = "extra.txt" },
            two = new { url = DataUrl("-two"), localName = "given.txt" },
        });

        status.ShouldBe("success", report);
        report.ShouldContain("] {'naïve': \"%\"}-two");
    }

    [Fact]
    public async Task A_batch_answers_in_order_and_status_asks_for_many()
    {
        var activity = await ShellActivityAsync("Quick", "true");
        var batch = (await CallAsync(HttpMethod.Post, "/workitems/batch", new[] { new { activityId = activity }, new { activityId = activity } })).AsArray();
        var ids = batch.Select(status => status!["id"]!.GetValue<string>()).ToList();
        foreach (var id in ids) await EndAsync(id);

        var answer = await CallAsync(HttpMethod.Post, "/workitems/status", ids.Append("nobody"));
        answer["results"]!.AsArray().Select(status => status!["id"]!.GetValue<string>()).ShouldBe(ids);
        answer["errors"]!["nobody"]!.GetValue<string>().ShouldBe("Not found");
        var since = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds();
        (await CallAsync(HttpMethod.Get, $"/workitems?startAfterTime={since}"))["data"]!.AsArray().Count.ShouldBe(2);
        (await RefusalAsync(HttpMethod.Get, "/workitems")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Delete, $"/workitems/{ids[0]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(ids[0]))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task A_simulated_engine_says_so_and_leaves_placeholders()
    {
        await BucketAsync("bucket-a");
        var activity = await ActivityAsync("Sim", new
        {
            id = "Sim", engine = "Autodesk.AutoCAD+24_3",
            commandLine = "$(engine.path)\\accoreconsole.exe /i \"$(args[drawing].path)\" /s \"$(settings[script].path)\"",
            parameters = new { drawing = new { verb = "get", localName = "in.dwg" }, result = new { verb = "put", localName = "out.dwg" }, pdf = new { verb = "put", localName = "out.pdf" } },
            settings = new { script = "QUIT" },
        });
        var (status, report) = await RunAsync(activity, new
        {
            drawing = new { url = DataUrl("DWG") }, result = await ObjectAsync("bucket-a", "out.dwg"), pdf = await ObjectAsync("bucket-a", "out.pdf"),
        });

        status.ShouldBe("success", report);
        report.ShouldContain("THIS IS A SIMULATION");
        Encoding.UTF8.GetString(await GetObjectAsync("bucket-a", "out.dwg")).ShouldBe("DWG");
        Encoding.UTF8.GetString(await GetObjectAsync("bucket-a", "out.pdf")).ShouldContain("Simulated output");
        (await RunAsync("Autodesk.Nop+Latest")).Status.ShouldBe("success");
    }

    [Fact]
    public async Task The_dotnet_and_python_engines_run_real_programs()
    {
        var dotnet = await ActivityAsync("Net", new { id = "Net", engine = "Local.DotNet+10", commandLine = "$(engine.path)/dotnet --list-runtimes" });
        var (status, report) = await RunAsync(dotnet);
        status.ShouldBe("success", report);
        report.ShouldContain("Microsoft.NETCore.App 10.");

        var python = await ActivityAsync("Py", new { id = "Py", engine = "Local.Python+3", commandLine = "$(engine.path)/python3 -c \"print(6*7)\"" });
        (status, report) = await RunAsync(python);
        report.ShouldContain(status == "success" ? "] 42" : "Install Python 3");
    }
}
