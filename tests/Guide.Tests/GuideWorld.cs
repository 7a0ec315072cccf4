using Apsis;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Emulator;
using Apsis.Http;
using Apsis.Tests.Support;
using Guide.Tests;

[assembly: AssemblyFixture(typeof(GuideWorld))]

namespace Guide.Tests;

/// <summary>The world that the guide's snippets take for granted: an app called myowner, its Activities, its files, and the environment variables of its user.</summary>
public sealed class GuideWorld : IAsyncLifetime
{
    private const string Secret = "your client secret";

    private readonly string _before = Environment.CurrentDirectory;
    private readonly List<IDisposable> _clients = [];

    public ApsEmulator Emulator { get; private set; } = null!;

    public AutomationClient Automation { get; private set; } = null!;

    public DataManagementClient Data { get; private set; } = null!;

    /// <summary>The current folder of the snippets.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("apsis-guide-").FullName;

    public async ValueTask InitializeAsync()
    {
        var options = new ApsEmulatorOptions();
        options.Authentication.ConsentAs = "ada@example.com";
        Emulator = await ApsEmulator.StartAsync(options, CancellationToken.None);
        Environment.SetEnvironmentVariable("APS_CLIENT_ID", "your_client_id");
        Environment.SetEnvironmentVariable("APS_CLIENT_SECRET", Secret);
        Environment.SetEnvironmentVariable("APS_BASE_URL", Emulator.BaseAddress.ToString());
        Environment.CurrentDirectory = Folder;
        foreach (var file in Files)
            Write(file, $"content of {file}");

        var auth = new AuthClient(new AuthClientOptions { ClientId = "your_client_id", ClientSecret = Secret, BaseUrl = Emulator.BaseAddress });
        var pipeline = new ApsPipeline(auth);
        _clients.AddRange([pipeline, auth]);
        Automation = new AutomationClient(pipeline);
        Data = new DataManagementClient(pipeline);
        await Automation.App.SetNicknameAsync("myowner");
        await PublishAsync();
    }

    /// <summary>The workflow that a snippet gets, with the guide's options.</summary>
    public AutomationWorkflow Workflow() => new(Automation, Data, new AutomationWorkflowOptions { DefaultBucket = "my-design-automation-bucket" });

    /// <summary>The text of a file below the snippets' current folder.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public async ValueTask DisposeAsync()
    {
        Environment.CurrentDirectory = _before;
        _clients.ForEach(client => client.Dispose());
        await Emulator.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static string[] Files =>
    [
        "path/to/input.rvt", "path/to/model.rvt", "path/to/config.json", "path/to/template.rvt", "input.rvt", "model.rvt", "large-model.rvt",
        "path/to/Exporter.bundle/PackageContents.xml", "path/to/Exporter.bundle/Contents/Exporter.addin", "path/to/assembly/main.txt", "path/to/assembly/parts/one.txt",
        .. Enumerable.Range(1, 5).Select(number => $"inputs/model_{number}.rvt"),
    ];

    private void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task PublishAsync()
    {
        const string copy = """for f in processed.rvt report.pdf export.ifc; do cp "$1" "$f"; done""";
        await ScriptAsync("RevitActivity", copy, "\"$(args[inputRvt].path)\"",
            In("inputRvt", "input.rvt"), In("configJson", "config.json"), In("templateRvt", "template.rvt"),
            Out("outputRvt", "processed.rvt"), Out("reportPdf", "report.pdf"), Out("exportIfc", "export.ifc"));
        await ScriptAsync("TemplateGenerator", "echo template > out.rvt", "", Out("outputRvt", "out.rvt"));
        await ScriptAsync("ValidationActivity", "echo the model is valid; test -s \"$1\"", "\"$(args[inputRvt].path)\"", In("inputRvt", "input.rvt"));
        await ScriptAsync("HealthCheck", "echo healthy", "");
        await ScriptAsync("MyActivity", "echo done", "");
        await ScriptAsync("Slow", "sleep 30", "", In("inputRvt", "input.rvt"), Out("outputRvt", "out.rvt"));
        await ScriptAsync("Broken", "echo 'Error: the model has no levels'; exit 9", "", In("inputRvt", "input.rvt"), Out("outputRvt", "out.rvt"));
        await ScriptAsync("Flaky", $"if [ -e '{Folder}/flaky' ]; then echo fine; else touch '{Folder}/flaky'; exit 1; fi", "");
        await ScriptAsync("Parameters", "{ printf '%s|' \"$1\"; cat \"$2\"; } > sheet.txt", "\"$(args[title].value)\" \"$(args[settings].path)\"",
            ("title", new ActivityParameter { Verb = Verb.Read }), In("settings", "settings.json"), Out("sheet", "sheet.txt"));
        await ScriptAsync("Assembly", "mkdir sheets; cp \"$1\" sheets/main.txt; cp \"$2\" sheets/upload.txt; cp \"$3\" sheets/template.txt",
            "\"$(args[assembly].path)\" \"$(args[upload].path)\" \"$(args[template].path)\"",
            ("assembly", new ActivityParameter { Verb = Verb.Get, Zip = true, LocalName = "assembly" }), In("upload", "upload.txt"), In("template", "template.txt"),
            ("sheets", new ActivityParameter { Verb = Verb.Put, Zip = true, LocalName = "sheets" }), Out("warnings", "warnings.txt"));

        Task ScriptAsync(string name, string script, string arguments, params (string, ActivityParameter)[] parameters) =>
            ScriptActivity.PublishAsync(Automation, Folder, name, script, arguments, "prod", CancellationToken.None, parameters);
    }

    private static (string, ActivityParameter) In(string name, string localName) => (name, new ActivityParameter { Verb = Verb.Get, LocalName = localName });

    private static (string, ActivityParameter) Out(string name, string localName) => (name, new ActivityParameter { Verb = Verb.Put, LocalName = localName });
}
