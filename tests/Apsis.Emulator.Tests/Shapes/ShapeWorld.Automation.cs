using System.Text;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Shapes;

/// <summary>The AppBundles, Activities and WorkItems that calls are about.</summary>
internal sealed partial class ShapeWorld
{
    public const string Da = "/da/us-east/v3";
    public const string Engine = "Autodesk.AutoCAD+24_3";
    public const string Nop = "Autodesk.Nop+Latest";

    public Task<JsonNode> ActivityAsync(string name = "Plot", object? parameters = null, string engine = Engine) => Owner.DoAsync(
        $"POST {Da}/activities", new { id = name, engine, commandLine = "$(engine.path)/accoreconsole.exe", parameters = parameters ?? new { } });

    public Task<JsonNode> AppBundleAsync(string name = "Plot") => Owner.DoAsync($"POST {Da}/appbundles", new { id = name, engine = Engine });

    public Task DefineAsync(string kind) => kind == "activities" ? ActivityAsync() : AppBundleAsync();

    /// <summary>An AppBundle or Activity with the alias "prod".</summary>
    public async Task DefineWithAliasAsync(string kind, object? receiver = null)
    {
        await DefineAsync(kind);
        await Owner.DoAsync($"POST {Da}/{kind}/Plot/aliases", new { id = "prod", version = 1, receiver });
    }

    /// <summary>The AppBundle with its zip and the alias "prod".</summary>
    public async Task PackageAsync()
    {
        using var answer = await PostZipAsync(await AppBundleAsync());
        answer.IsSuccessStatusCode.ShouldBeTrue();
        await Owner.DoAsync($"POST {Da}/appbundles/Plot/aliases", new { id = "prod", version = 1 });
    }

    public Task<HttpResponseMessage> PostZipAsync(JsonNode created, params (string Name, string? Value)[] changes)
    {
        var fields = created["uploadParameters"]!["formData"]!.AsObject().Select(pair => (Name: pair.Key, Value: (string?)pair.Value!.GetValue<string>())).ToList();
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            var change = changes.FirstOrDefault(change => change.Name == name);
            if ((change.Name is null ? value : change.Value) is { } sent) form.Add(new StringContent(sent), name);
        }

        if (!changes.Any(change => change.Name == "file")) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("a zip")), "file");
        return Anyone.AskAsync($"POST {created["uploadParameters"]!["endpointURL"]}", form);
    }

    /// <summary>An Activity of a simulated engine with an input and an output, and a WorkItem of it.</summary>
    public async Task<string> SubmittedAsync(object? arguments = null) =>
        Text(await Owner.DoAsync($"POST {Da}/workitems", new { activityId = Nop, arguments = arguments ?? new { } }), "id");

    public async Task<string> EndedAsync(object? arguments = null)
    {
        var id = await SubmittedAsync(arguments);
        await Emulator.WaitForWorkItemAsync(id, Cancellation);
        return id;
    }

    public Task<JsonNode> StatusAsync(string id) => Owner.DoAsync($"GET {Da}/workitems/{id}");
}
