using System.IO.Compression;
using System.Net;

namespace Apsis.Emulator.Tests.Automation;

public sealed class ArgumentFormTests : OutsideServerTest
{
    [Fact]
    public async Task An_input_may_be_asked_for_with_a_body()
    {
        Server.Answers["/query"] = "the answer";
        var activity = await ShellActivityAsync("Read", "cat in.txt", new { @in = new { verb = "get", localName = "in.txt" } });
        var (status, report) = await RunAsync(activity, new { @in = new { url = Server.Url + "/query", verb = "post", requestContent = "{\"q\":1}" } });
        status.ShouldBe("success", report);
        report.ShouldContain("] the answer");
        Server.Request("/query").ShouldSatisfyAllConditions(request => request.Method.ShouldBe("POST"), request => request.Body.ShouldBe("{\"q\":1}"));
    }

    [Fact]
    public async Task References_are_fetched_beside_the_file_however_deep()
    {
        Server.Answers["/host.dwg"] = "host";
        Server.Answers["/xref.dwg"] = "xref";
        Server.Answers["/deep.dwg"] = "deep";
        var activity = await ShellActivityAsync("Read", "cat host.dwg refs/xref.dwg deep.dwg", new { @in = new { verb = "get" } });
        var (status, report) = await RunAsync(activity, new
        {
            @in = new
            {
                url = Server.Url + "/host.dwg",
                verb = "refget",
                references = new object[]
                {
                    new { url = Server.Url + "/xref.dwg", localName = "refs/xref.dwg", references = new[] { new { url = Server.Url + "/deep.dwg" } } },
                    new { url = "http://127.0.0.1:1/missing", localName = "m", optional = true },
                },
            },
        });
        status.ShouldBe("success", report);
        report.ShouldContain("] hostxrefdeep");
        Server.Request("/host.dwg").Method.ShouldBe("GET");
    }

    [Fact]
    public async Task Multiparts_go_before_the_file_objects_as_json()
    {
        var activity = await ShellActivityAsync("Write", "printf content > out.txt", new { @out = new { verb = "post", localName = "out.txt" } });
        var (status, report) = await RunAsync(activity, new
        {
            @out = new { url = Server.Url + "/form", verb = "post", multiparts = new { attributes = new { name = "result.txt" }, key = "k" } },
        });
        status.ShouldBe("success", report);
        var sent = Server.Request("/form");
        sent.ContentType.ShouldStartWith("multipart/form-data");
        sent.Body.ShouldContain("{\"name\":\"result.txt\"}");
        sent.Body.IndexOf("name=key", StringComparison.Ordinal).ShouldBeInRange(1, sent.Body.IndexOf("content\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Empty_multiparts_still_make_a_form()
    {
        var activity = await ShellActivityAsync("Write", "printf content > out.txt", new { @out = new { verb = "post", localName = "out.txt" } });
        await RunAsync(activity, new { @out = new { url = Server.Url + "/form", multiparts = new { } } });
        Server.Request("/form").ContentType.ShouldStartWith("multipart/form-data");
        await RunAsync(activity, new { @out = new { url = Server.Url + "/plain" } });
        Server.Request("/plain").ShouldSatisfyAllConditions(
            request => request.ContentType.ShouldBe("application/octet-stream"), request => request.Body.ShouldBe("content"));
    }

    [Theory]
    [InlineData("""{"uploadJobFolder":true}""")]
    [InlineData("""{"value":"{\"uploadJobFolder\":true}"}""")]
    public async Task The_job_folder_can_be_had_after_the_job(string debug)
    {
        var activity = await ShellActivityAsync("Write", "printf content > left.txt");
        var id = await SubmitAsync(activity, new { adskDebug = System.Text.Json.Nodes.JsonNode.Parse(debug) });
        var ended = await EndAsync(id);
        await using var archive = await ZipAsync(ended["debugInfoUrl"]!.GetValue<string>());
        archive.Entries.Select(entry => entry.FullName).ShouldContain("left.txt");
        archive.Entries.Select(entry => entry.FullName).ShouldContain($"{id}_job.das");
    }

    [Fact]
    public async Task Masked_urls_are_hashes_in_the_report()
    {
        Server.Answers["/secret/path.txt"] = "x";
        var activity = await ShellActivityAsync("Read", "true", new { @in = new { verb = "get" } });
        var arguments = new { @in = new { url = Server.Url + "/secret/path.txt" }, adskMask = true };
        (await RunAsync(activity, arguments)).Report.ShouldSatisfyAllConditions(
            report => report.ShouldContain(Server.Url + "/Masked:"), report => report.ShouldNotContain("/secret/path.txt"));
        (await RunAsync(activity, arguments with { adskMask = false })).Report.ShouldContain("/secret/path.txt");
    }

    [Fact]
    public async Task A_report_may_be_a_zip_with_the_programs_own_reports()
    {
        const string Script = "echo said; printf mine > report.log; printf more > report_2.LOG; printf no > other.log; mkdir d; printf no > d/report.log";
        var activity = await ActivityAsync("Zipped", new
        {
            id = "Zipped",
            engine = "Local.Shell+1",
            commandLine = new[] { ShellLine },
            settings = new { script = Script, adskusereportzip = true },
        });
        var ended = await EndAsync(await SubmitAsync(activity));
        ended["status"]!.GetValue<string>().ShouldBe("success");
        await using var archive = await ZipAsync(ended["reportUrl"]!.GetValue<string>());
        archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal).ShouldBe(["report.log", "report_2.LOG", "report_workitem.log"]);
        (await TextAsync(archive.GetEntry("report.log")!)).ShouldBe("mine");
        var own = await TextAsync(archive.GetEntry("report_workitem.log")!);
        own.ShouldContain("] said");
        own.ShouldContain("Job finished with result Succeeded");
        own.ShouldContain("/report.zip?");
    }

    [Fact]
    public async Task Priority_memory_and_gpu_are_echoed_and_checked()
    {
        var answer = await CallAsync(HttpMethod.Post, "/workitems", new { activityId = "Autodesk.Nop+Latest", priority = "p1", memoryGb = 64, gpu = true });
        answer["priority"]!.GetValue<string>().ShouldBe("P1");
        var ended = await EndAsync(answer["id"]!.GetValue<string>());
        ended["memoryGb"]!.GetValue<int>().ShouldBe(64);
        ended["gpu"]!.GetValue<bool>().ShouldBeTrue();
        foreach (var wrong in new object[] { new { activityId = "Autodesk.Nop+Latest", priority = "P2" }, new { activityId = "Autodesk.Nop+Latest", memoryGb = 48 } })
            (await RefusalAsync(HttpMethod.Post, "/workitems", wrong)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<ZipArchive> ZipAsync(string url)
    {
        using var anonymous = new HttpClient();
        return new ZipArchive(new MemoryStream(await anonymous.GetByteArrayAsync(url, Cancellation)));
    }

    private static async Task<string> TextAsync(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(await entry.OpenAsync(Cancellation));
        return await reader.ReadToEndAsync(Cancellation);
    }
}
