using System.IO.Compression;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.Cli.Tests.Harness;
using Apsis.Http;

namespace Apsis.Cli.Tests.Deploy;

[Collection("builds samples/DrawingReport")]
public sealed class DeployTests : CliTest
{
    private const string Script = "cat \"$1\" > \"$2\"";

    private IReadOnlyList<string> Writes => [.. Lines.Where(line => !line.Contains(" GET ", StringComparison.Ordinal) && !line.Contains("/authentication/", StringComparison.Ordinal))];

    private string[] Lines => Requests.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task The_sample_is_deployed_twice_and_the_second_time_nothing_is_written()
    {
        await StartEmulatorAsync();
        var sample = Repository.PathOf("samples/DrawingReport");
        var first = await RunAsync("deploy", sample);
        first.ExitCode.ShouldBe(0, first.ToString());
        first.Output.Trim().ShouldBe("apsis.DrawingReport+prod");
        await LoggedAsync("POST /da/us-east/v3/activities/DrawingReport/aliases", 1);
        var before = Writes.Count;

        var second = await RunAsync("deploy", sample, "--json");

        second.ExitCode.ShouldBe(0, second.ToString());
        second.Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        second.Json.GetProperty("steps").GetArrayLength().ShouldBe(0);
        second.Error.ShouldContain("nothing has changed: AppBundle apsis.DrawingReport+prod, version 1");
        second.Error.ShouldContain("nothing has changed: Activity apsis.DrawingReport+prod, version 1");
        await LoggedAsync("GET /da/us-east/v3/activities/apsis.DrawingReport%2Bprod", 3);
        Writes.Skip(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_is_shown_and_nothing_is_done()
    {
        await StartEmulatorAsync();
        var app = ShellApp(Script);

        var plan = await RunAsync("deploy", app, "--plan");
        plan.ExitCode.ShouldBe(6, plan.ToString());
        plan.Output.ReplaceLineEndings("\n").ShouldBe("""
            create AppBundle Copy and upload its files (15 B)
            create the alias Copy+prod for the new version (AppBundle)
            create Activity Copy
            create the alias Copy+prod for the new version (Activity)

            """.ReplaceLineEndings("\n"));
        Writes.ShouldBeEmpty();

        (await RunAsync("deploy", app)).ExitCode.ShouldBe(0);
        var again = await RunAsync("deploy", app, "--plan", "--json");
        again.ExitCode.ShouldBe(0, again.ToString());
        again.Json.GetProperty("status").GetString().ShouldBe("success");
        again.Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        (await RunAsync("deploy", app, "--plan")).Output.Trim().ShouldBe("Nothing would change.");
    }

    [Fact]
    public async Task The_plan_is_shown_before_it_is_done_and_the_document_tells_all()
    {
        await StartEmulatorAsync();
        var deployed = await RunAsync("deploy", ShellApp(Script), "--json");

        var lines = deployed.Error.Split('\n').ToList();
        var planned = lines.FindIndex(line => line.Contains("plan: create AppBundle Copy", StringComparison.Ordinal));
        planned.ShouldBeGreaterThanOrEqualTo(0, deployed.ToString());
        lines.FindIndex(line => line.Contains("uploading AppBundle Copy", StringComparison.Ordinal)).ShouldBeGreaterThan(planned);
        var json = deployed.Json;
        json.GetProperty("changed").GetBoolean().ShouldBeTrue();
        json.GetProperty("steps").GetArrayLength().ShouldBe(4);
        json.GetProperty("definitions").EnumerateArray()
            .Select(item => $"{item.GetProperty("kind")} {item.GetProperty("id")} {item.GetProperty("version")} {item.GetProperty("new")}")
            .ShouldBe(["AppBundle apsis.Copy+prod 1 True", "Activity apsis.Copy+prod 1 True"]);
    }

    [Fact]
    public async Task Old_versions_go_when_they_are_not_to_be_kept()
    {
        await StartEmulatorAsync();
        for (var number = 1; number <= 4; number++)
            (await RunAsync("deploy", ShellApp($"{Script} # {number}"))).ExitCode.ShouldBe(0);

        var kept = await RunAsync("deploy", ShellApp($"{Script} # 4"), "--keep", "2", "--json");

        kept.ExitCode.ShouldBe(0, kept.ToString());
        kept.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetString()).ShouldBe(["delete version 1 of AppBundle Copy", "delete version 2 of AppBundle Copy"]);
        (await RunAsync("deploy", Folder, "--keep", "0")).ExitCode.ShouldBe(2);
        (await RunAsync("deploy", Folder, "--keep", "100")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task It_warns_until_there_is_a_nickname()
    {
        var emulator = await StartEmulatorAsync();
        var warned = await RunAsync("deploy", ShellApp(Script), "--plan", "--json");
        warned.Json.GetProperty("warning").GetString()!.ShouldContain("no nickname");
        warned.Error.ShouldContain("warning: the app has no nickname: its ids begin with the client id apsis.");

        using var auth = new AuthClient(new AuthClientOptions { ClientId = "apsis", ClientSecret = "apsis", BaseUrl = emulator.BaseAddress });
        using var pipeline = new ApsPipeline(auth);
        await new AutomationClient(pipeline).App.SetNicknameAsync("Walls", Cancellation);

        var named = await RunAsync("deploy", ShellApp(Script), "--json");
        named.Json.GetProperty("activityId").GetString().ShouldBe("Walls.Copy+prod");
        named.Json.TryGetProperty("warning", out _).ShouldBeFalse(named.ToString());
    }

    [Fact]
    public async Task Several_activities_share_a_bundle_and_say_their_scripts_in_files()
    {
        await StartEmulatorAsync();
        Write("B.bundle/greeting.txt", "hello");
        Write("say.sh", "cat \"$1\"; printf %s \"$GREETING\"");
        Write("apsis.json", """
            {
              // Two Activities, one bundle.
              "bundles": [{ "id": "B", "path": "B.bundle" }],
              "activities": [
                { "id": "One", "alias": "prod", "engine": "Local.Shell+1", "commandLine": ["$(engine.path)/sh \"$(settings[script].path)\" \"$(appbundles[B].path)/B.bundle/greeting.txt\""],
                  "settings": { "script": { "file": "say.sh" }, "GREETING": { "value": " you", "isEnvironmentVariable": true } } },
                { "id": "Two", "alias": "prod", "engine": "Local.Shell+1", "commandLine": ["$(engine.path)/sh -c true"], "appbundles": [], "receivers": ["somebody"],
                  "settings": { "adskusereportzip": true } },
              ],
            }
            """);

        var deployed = await RunAsync("deploy", Folder);
        deployed.ExitCode.ShouldBe(0, deployed.ToString());
        deployed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()).ShouldBe(["apsis.One+prod", "apsis.Two+prod"]);

        var ran = await RunAsync("run", "apsis.One+prod", "--output-dir", Results, "--json");
        ran.ExitCode.ShouldBe(0, ran.ToString());
        (await File.ReadAllTextAsync(ran.Json.GetProperty("reportPath").GetString()!, Cancellation)).ShouldContain("hello you");
        var folder = await RunAsync("run", Folder);
        folder.ExitCode.ShouldBe(2, folder.ToString());
        folder.Error.ShouldContain("has 2 Activities");

        Write("say.sh", "echo other");
        (await RunAsync("deploy", Folder, "--plan")).Output.ShouldContain("add a version to Activity One after version 1");
    }

    [Fact]
    public async Task A_zip_that_is_ready_is_published_without_a_folder()
    {
        await StartEmulatorAsync();
        Write("B.bundle/a.txt", "a");
        await ZipFile.CreateFromDirectoryAsync(Path.Combine(Folder, "B.bundle"), Path.Combine(Folder, "B.zip"), CompressionLevel.Fastest, true, Cancellation);
        Write("apsis.json", """{ "bundle": { "id": "B", "path": "B.zip", "engine": "Local.Shell+1", "alias": "prod" } }""");

        var deployed = await RunAsync("deploy", Folder, "--json");

        deployed.ExitCode.ShouldBe(0, deployed.ToString());
        deployed.Json.GetProperty("appBundleId").GetString().ShouldBe("apsis.B+prod");
        deployed.Json.TryGetProperty("activityId", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("say.sh", "can not be read")]
    [InlineData("link.sh", "is a link")]
    [InlineData("large.sh", "an Activity has at most 65536")]
    public async Task A_setting_whose_file_is_not_to_be_had_is_refused(string file, string expected)
    {
        File.CreateSymbolicLink(Path.Combine(Folder, "link.sh"), "/etc/passwd");
        Write("large.sh", new string('x', 70_000));
        Write("apsis.json", $$"""{ "activity": { "id": "A", "alias": "p", "engine": "Local.Shell+1", "commandLine": ["x"], "settings": { "s": { "file": "{{file}}" } } } }""");

        var result = await RunAsync("deploy", Folder);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(expected);
    }

    private Task LoggedAsync(string call, int times) =>
        Eventually.TrueAsync(() => Lines.Count(line => line.Contains(call, StringComparison.Ordinal)) >= times, Requests.ToString, Cancellation);
}
