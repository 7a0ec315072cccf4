using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Execution;

/// <summary>What goes wrong with a job's files is told in plain words: no report names an exception of .NET.</summary>
public sealed class PlainReportTests : OutsideServerTest
{
    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a/b/c", "a/b")]
    [InlineData("a", "a/")]
    public async Task A_zip_with_a_file_and_a_folder_of_one_name_is_named_as_the_reason(string first, string second)
    {
        var zip = Zip((first, ""), (second, ""));
        var activity = await ShellActivityAsync("Unzip", "true", new { @in = new { verb = "get", zip = true, localName = "in" } });
        var (status, report) = await RunAsync(activity, new { @in = new { url = DataUrl(zip) } });
        status.ShouldBe("failedDownload", report);
        report.ShouldContain($"The zip of the input 'in' holds '{second}', where another entry has a file and a folder of one name.");
        ShouldBePlain(report);

        await UploadBundleAsync(await CallAsync(HttpMethod.Post, "/appbundles", new { id = "Tool", engine = "Local.Shell+1" }), zip);
        await CallAsync(HttpMethod.Post, "/appbundles/Tool/aliases", new { id = "prod", version = 1 });
        string[] bundles = ["client-a.Tool+prod"];
        var user = await ActivityAsync("Use", new { id = "Use", engine = "Local.Shell+1", commandLine = "$(engine.path)/sh \"$(appbundles[Tool].path)\"", appbundles = bundles });
        (status, report) = await RunAsync(user);
        status.ShouldBe("failedInstructions", report);
        report.ShouldContain($"Failed to prepare app package(s): The AppBundle client-a.Tool!1 holds '{second}'");
        ShouldBePlain(report);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("http://")]
    public async Task A_redirect_that_leads_nowhere_is_named_as_the_reason(string location)
    {
        Server.Statuses["/in"] = 302;
        Server.Headers["/in"] = ("Location", location);
        var activity = await ShellActivityAsync("Read", "true", new { @in = new { verb = "get", localName = "in" } });
        var (status, report) = await RunAsync(activity, new { @in = new { url = Server.Url + "/in" } });
        status.ShouldBe("failedDownload", report);
        report.ShouldContain("Error: The input 'in' cannot be prepared.");
        ShouldBePlain(report);
    }

    [Fact]
    public async Task A_callback_that_is_redirected_nowhere_changes_nothing()
    {
        Server.Statuses["/done"] = 307;
        Server.Headers["/done"] = ("Location", "file:///etc/passwd");
        var id = await SubmitAsync(await ShellActivityAsync("Quick", "true"), new { onComplete = new { url = Server.Url + "/done" } });
        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
        await UntilAsync(async () => (await ReportAsync(await StatusAsync(id))).Contains("The callback onComplete to", StringComparison.Ordinal), () => "The report does not tell.");
        ShouldBePlain(await ReportAsync(await StatusAsync(id)));
    }

    [Fact]
    public async Task Two_inputs_that_want_one_place_fail_the_download_in_plain_words()
    {
        var activity = await ShellActivityAsync("Read", "true", new { a = new { verb = "get", localName = "x" }, b = new { verb = "get", localName = "x/y" } });
        var (status, report) = await RunAsync(activity, new { a = new { url = DataUrl("1") }, b = new { url = DataUrl("2") } });
        status.ShouldBe("failedDownload", report);
        ShouldBePlain(report);
    }

    private static void ShouldBePlain(string report)
    {
        report.ShouldNotContain("Exception");
    }
}
