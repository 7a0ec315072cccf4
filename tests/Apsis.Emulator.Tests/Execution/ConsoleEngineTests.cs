using System.Text;
using Apsis.Emulator.Execution;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Execution;

/// <summary>The console program of an installed product, for which a script of its name stands in.</summary>
public sealed class ConsoleEngineTests : AutomationTest
{
    // Writes what it was given, and does with the drawing what the bundle says.
    private const string StandIn = """
        #!/bin/sh
        {
            echo "folder=$PWD"
            for argument in "$@"; do echo "argument=$argument"; done
            env | sort
        } > console.txt
        while [ $# -gt 0 ]; do
            case $1 in
                /i) drawing=$2 ;;
                /al) bundle=$2 ;;
                /s) script=$2 ;;
            esac
            shift
        done
        echo "Loading AEC Base..."
        . "$script"
        """;

    private const string Line =
        "$(engine.path)\\accoreconsole.exe /i \"$(args[drawing].path)\" /al \"$(appbundles[Upper].path)\" /s \"$(settings[script].path)\" /l de-DE";

    private static readonly string[] Bundles = ["client-a.Upper+prod"];

    private readonly DirectoryInfo _products = Directory.CreateTempSubdirectory("apsis products-");

    private string AutoCad => Path.Combine(_products.FullName, "AutoCAD 2026");

    public override async ValueTask InitializeAsync()
    {
        await InstallAsync(AutoCad, "accoreconsole", StandIn);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _products.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void Configure(ApsEmulatorOptions options) => options.Automation.ProductFolders["Autodesk.AutoCAD+25_1"] = AutoCad;

    [Fact]
    public async Task It_gets_the_command_line_the_folder_and_the_bundles_that_the_cloud_gives_it()
    {
        await BucketAsync("plans");
        var activity = await AutoCadActivityAsync("tr a-z A-Z < \"$drawing\" > \"$bundle/Upper.bundle/made\"; cat \"$bundle/Upper.bundle/made\" \"$bundle/Upper.bundle/mark.txt\" > out.dwg");
        var id = await SubmitAsync(activity, new
        {
            drawing = new { url = DataUrl("lines and arcs, ") },
            result = await ObjectAsync("plans", "out.dwg"),
            console = await ObjectAsync("plans", "console.txt"),
        });
        var ended = await EndAsync(id);
        var report = await ReportAsync(ended);

        ended["status"]!.GetValue<string>().ShouldBe("success", report);
        Encoding.UTF8.GetString(await GetObjectAsync("plans", "out.dwg")).ShouldBe("LINES AND ARCS, from the bundle");
        var console = Encoding.UTF8.GetString(await GetObjectAsync("plans", "console.txt")).Split('\n');
        var folder = console[0]["folder=".Length..];
        Path.GetFileName(folder).ShouldBe("work");
        folder.ShouldContain(id);
        var arguments = console.Where(line => line.StartsWith("argument=", StringComparison.Ordinal)).Select(line => line["argument=".Length..]).ToList();
        arguments[..3].ShouldBe(["/i", $"{folder}/in.dwg", "/al"]);
        arguments[3].ShouldEndWith("/appbundles/Upper");
        arguments[4].ShouldBe("/s");
        arguments[6..].ShouldBe(["/l", "de-DE"]);
        console.ShouldContain($"DAS_WORKITEM_ID={id}");
        console.ShouldContain("LANG=en_US.UTF-8");
        console.ShouldContain("mode=fast");
        report.ShouldContain($"The engine Autodesk.AutoCAD+25_1 is real: {AutoCad}/accoreconsole.exe on this machine.");
        report.ShouldContain("] Loading AEC Base...");
        report.ShouldContain("Start AutoCAD Core Engine standard output dump.");
        report.ShouldNotContain("SIMULATION");
    }

    [Fact]
    public async Task Other_versions_of_the_product_stay_simulated()
    {
        (await CallAsync(HttpMethod.Get, "/engines/Autodesk.AutoCAD+25_1"))["description"]!.GetValue<string>().ShouldBe("AutoCAD 25.1, accoreconsole on this machine");
        (await CallAsync(HttpMethod.Get, "/engines/Autodesk.AutoCAD+25_0"))["description"]!.GetValue<string>().ShouldContain("simulated");
    }

    [Theory]
    [InlineData("failedLimitProcessingTime")]
    [InlineData("cancelled")]
    public async Task It_is_killed_with_all_it_started(string status)
    {
        var activity = await AutoCadActivityAsync("sleep 300 & setsid sleep 300 & echo started; sleep 300");
        var id = await SubmitAsync(activity, new { drawing = new { url = DataUrl("") } }, limit: status == "cancelled" ? null : 1);
        if (status == "cancelled")
        {
            await UntilAsync(() => Task.FromResult(JobProcesses.Find(id, "/nonexistent").Count >= 4), () => "The program did not start.");
            await SendAsync(HttpMethod.Delete, $"/workitems/{id}");
        }

        var ended = await EndAsync(id);

        ended["status"]!.GetValue<string>().ShouldBe(status);
        JobProcesses.Find(id, "/nonexistent").ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_exit_code_decides()
    {
        var activity = await AutoCadActivityAsync("exit 7");
        var (status, report) = await RunAsync(activity, new { drawing = new { url = DataUrl("") } });

        status.ShouldBe("failedInstructions");
        report.ShouldContain("Error: Application accoreconsole.exe exits with code 7 which indicates an error.");
    }

    [Fact]
    public async Task Its_output_is_read_in_UTF_16_as_well()
    {
        var activity = await AutoCadActivityAsync("echo nothing", "#!/bin/sh\nprintf 'R\\0e\\0g\\0e\\0n\\0 \\0s\\0t\\0\\374\\0r\\0z\\0t\\0\\r\\0\\n\\0e\\0n\\0d\\0\\n\\0'\n");
        var (status, report) = await RunAsync(activity, new { drawing = new { url = DataUrl("") } });

        status.ShouldBe("success", report);
        report.ShouldContain("] Regen stürzt\n");
        report.ShouldContain("] end\n");
    }

    [Theory]
    [InlineData("Autodesk.Revit+2026", "revitcoreconsole")]
    [InlineData("Autodesk.Inventor+2026", "InventorCoreConsole")]
    [InlineData("Autodesk.3dsMax+2026", "3dsmaxbatch")]
    public async Task Each_product_has_its_own_program(string engine, string program)
    {
        var folder = Path.Combine(_products.FullName, program);
        await InstallAsync(folder, program, "#!/bin/sh\necho \"this is $0 $*\"\n");
        var options = new ApsEmulatorOptions { Port = 0 };
        options.Automation.ProductFolders[engine] = folder;
        await using var emulator = await ApsEmulator.StartAsync(options, Cancellation);
        using var client = new HttpClient { BaseAddress = emulator.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await TokenAsync("code:all", emulator.BaseAddress));
        UseClient(client);

        var activity = await ActivityAsync("Run", new { id = "Run", engine, commandLine = $"\"$(engine.path)/{program}.exe\" -sceneFile one" });
        var (status, report) = await RunAsync(activity);

        status.ShouldBe("success", report);
        report.ShouldContain($"this is {folder}/{program}.exe -sceneFile one");
    }

    [Theory]
    [InlineData("Autodesk.AutoCAD+99", "which does not exist")]
    [InlineData("Autodesk.Fusion+Latest", "has no console program")]
    [InlineData("Autodesk.Revit+2026", "needs revitcoreconsole.exe, which is not in")]
    public async Task A_product_that_cannot_run_is_refused_at_the_start(string engine, string why)
    {
        var options = new ApsEmulatorOptions();
        options.Automation.ProductFolders[engine] = AutoCad;

        (await Should.ThrowAsync<ApsEmulatorException>(() => ApsEmulator.StartAsync(options, Cancellation))).Message.ShouldContain(why);
    }

    private static async Task InstallAsync(string folder, string program, string script)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, program + ".exe");
        await File.WriteAllTextAsync(file, script, Cancellation);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<string> AutoCadActivityAsync(string script, string? standIn = null)
    {
        if (standIn is not null) await InstallAsync(AutoCad, "accoreconsole", standIn);
        var bundle = await CallAsync(HttpMethod.Post, "/appbundles", new { id = "Upper", engine = "Autodesk.AutoCAD+25_1" });
        await UploadBundleAsync(bundle, Zip(("Upper.bundle/mark.txt", "from the bundle")));
        await CallAsync(HttpMethod.Post, "/appbundles/Upper/aliases", new { id = "prod", version = 1 });
        return await ActivityAsync("Draw", new
        {
            id = "Draw", engine = "Autodesk.AutoCAD+25_1", commandLine = Line, appbundles = Bundles,
            parameters = new
            {
                drawing = new { verb = "get", localName = "in.dwg" },
                result = new { verb = "put", localName = "out.dwg" },
                console = new { verb = "put", localName = "console.txt" },
            },
            settings = new { script, mode = new { value = "fast", isEnvironmentVariable = true } },
        });
    }
}
