using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Running;

/// <summary>Found before anything is uploaded, with exit code 2, what is wrong and on what.</summary>
public sealed class BadInputTests : CliTest
{
    private string _input = "";

    public override async ValueTask InitializeAsync()
    {
        await StartEmulatorAsync();
        (await RunAsync("deploy", ShellApp("cat \"$1\" > \"$2\""))).ExitCode.ShouldBe(0);
        _input = Write("a.txt", "x");
    }

    [Fact]
    public Task A_missing_input_file() => RefusesAsync("there is no file 'nowhere.dxf'", "--input", "text=nowhere.dxf");

    [Fact]
    public Task A_folder_given_as_a_file() => RefusesAsync("is a folder; give the path of a file", "--input", $"text={Folder}");

    [Fact]
    public async Task A_file_that_can_not_be_read()
    {
        // Permission bits do not stop root; a socket's path can not be opened by anyone.
        var path = Path.Combine(Folder, "socket");
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
        await RefusesAsync("can not be read", "--input", $"text={path}");
    }

    [Fact]
    public Task An_unknown_argument() => RefusesAsync("the Activity has no parameter 'txet'; it has: text, word, copy", "--input", $"text={_input}", "--value", "txet=x");

    [Fact]
    public Task A_required_argument_that_is_not_given() => RefusesAsync("the Activity needs the input 'text', and it is not given", "--value", "word=x");

    [Fact]
    public Task An_argument_given_twice() => RefusesAsync("argument 'text' is given 2 times", "--input", $"text={_input}", "--input", $"text={_input}");

    [Fact]
    public Task An_object_key_for_two_outputs() => RefusesAsync("the object key 'a.txt' is given for several outputs", "--input", $"text={_input}", "--output", "copy=a.txt", "--output", "word=a.txt");

    [Fact]
    public Task A_bucket_key_against_the_rules() => RefusesAsync("'My Bucket' is no bucket key", "--input", $"text={_input}", "--bucket", "My Bucket");

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("/etc/a.txt")]
    [InlineData("x/../../a.txt")]
    public Task An_output_key_that_leaves_the_folder(string key) => RefusesAsync("would leave the output folder", "--input", $"text={_input}", "--output", $"copy={key}");

    [Fact]
    public async Task An_output_folder_that_can_not_be_written()
    {
        var result = await RunAsync("run", "apsis.Copy+prod", "--input", $"text={_input}", "--output", "copy=a.txt", "--output-dir", Path.Combine(_input, "below-a-file"));
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("can not be written");
        Requests.ToString().ShouldNotContain("/oss/v2/");
    }

    [Fact]
    public async Task An_unknown_activity()
    {
        var result = await RunAsync("run", "apsis.Nothing+prod", "--input", $"text={_input}", "--output-dir", Results);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("the service knows no such Activity");
        Requests.ToString().ShouldNotContain("/oss/v2/");
    }

    [Fact]
    public async Task What_does_not_fit_a_folder_s_Activity_is_found_before_the_folder_is_built()
    {
        var folder = Path.GetDirectoryName(Write("Built/Built.bundle/run.sh", "echo"))!;
        Write("Built/apsis.json", """
            {
              "bundle": { "id": "Built", "path": "Built.bundle", "build": ["sh", "-c", "touch was-built"] },
              "activity": {
                "id": "Built", "alias": "prod", "engine": "Local.Shell+1", "commandLine": ["$(engine.path)/sh -c true"],
                "parameters": { "text": { "verb": "get", "required": true, "localName": "in.txt" } }
              }
            }
            """);
        folder = Path.GetDirectoryName(folder)!;

        var missing = await RunAsync("run", folder, "--input", "text=nowhere.txt", "--output-dir", Results);
        var misspelt = await RunAsync("run", folder, "--input", $"txet={_input}", "--output-dir", Results);

        (missing.ExitCode, misspelt.ExitCode).ShouldBe((2, 2), $"{missing}{misspelt}");
        missing.Error.ShouldContain("nowhere.txt");
        misspelt.Error.ShouldContain("no parameter 'txet'; it has: text");
        File.Exists(Path.Combine(folder, "was-built")).ShouldBeFalse();
        Directory.Exists(Results).ShouldBeFalse();
    }

    [Fact]
    public async Task An_Activity_of_the_cloud_without_credentials()
    {
        Variables.Clear();

        var result = await RunAsync("run", "somebody.Plot+prod", "--output-dir", Results);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("the built-in emulator begins empty");
    }

    [Fact]
    public async Task Something_that_is_neither_an_id_nor_a_folder()
    {
        var result = await RunAsync("run", "samples/Nothing", "--json");
        result.ExitCode.ShouldBe(2);
        result.Json.GetProperty("exitCode").GetInt32().ShouldBe(2);
        result.Json.GetProperty("error").GetString()!.ShouldContain("'samples/Nothing' is no Activity: give a qualified id");
    }

    [Fact]
    public Task A_json_file_that_is_none() =>
        RefusesAsync("is not JSON, at line 2, column 8", "--input", $"text={_input}", "--value", $"word=@{Write("v.json", "{\n  \"a\": oops\n}")}");

    [Fact]
    public Task A_json_file_that_is_missing() => RefusesAsync("For a text that begins with @, write word=@@nowhere.json", "--input", $"text={_input}", "--value", "word=@nowhere.json");

    [Fact]
    public async Task A_bucket_that_somebody_else_owns()
    {
        (Variables["APS_CLIENT_ID"], Variables["APS_CLIENT_SECRET"]) = ("another-app", "secret");
        (await RunAsync("run", ShellApp("cat \"$1\" > \"$2\"", "Other"), "--input", $"text={_input}", "--value", "word=x", "--output", "copy=copy.txt", "--bucket", "taken-bucket", "--output-dir", Results)).ExitCode.ShouldBe(0);
        Variables.Remove("APS_CLIENT_ID");
        Variables.Remove("APS_CLIENT_SECRET");

        var result = await RunAsync("run", "apsis.Copy+prod", "--input", $"text={_input}", "--value", "word=x", "--bucket", "taken-bucket", "--output-dir", Results);
        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("The bucket 'taken-bucket' can not be used: another app owns it");
    }

    private async Task RefusesAsync(string message, params string[] arguments)
    {
        string[] common = ["run", "apsis.Copy+prod", "--output-dir", Results];
        var result = await RunAsync([.. common, .. arguments]);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(message);
        result.Output.ShouldBeEmpty();
        Requests.ToString().ShouldNotContain("/oss/v2/");
        if (Directory.Exists(Results))
            Directory.EnumerateFileSystemEntries(Results).ShouldBeEmpty();
    }
}
