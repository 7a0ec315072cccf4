using System.IO.Compression;
using Apsis.Automation;

namespace Apsis.Tests.Support;

internal sealed partial class EmulatedAps
{
    /// <summary>Publishes an Activity for the shell engine and gives its qualified id. The script is run by <c>sh</c> with the given arguments.</summary>
    public async Task<string> PublishScriptAsync(string name, string script, string arguments = "", params (string Name, ActivityParameter Parameter)[] parameters)
    {
        var stop = TestContext.Current.CancellationToken;
        var automation = Automation();
        var bundle = await automation.AppBundles.CreateAsync(new AppBundle { Id = name, Engine = "Local.Shell+1" }, stop);
        await automation.AppBundles.UploadAsync(bundle.UploadParameters!, ZipOf(name, script), stop);
        await automation.AppBundles.SetAliasAsync(name, "test", bundle.Version!.Value, stop);

        var owner = await automation.App.GetNicknameAsync(stop);
        var activity = await automation.Activities.CreateAsync(new Activity
        {
            Id = name,
            Engine = "Local.Shell+1",
            CommandLine = [$"$(engine.path)/sh \"$(appbundles[{name}].path)/{name}.bundle/Contents/run.sh\" {arguments}"],
            AppBundles = [$"{owner}.{name}+test"],
            Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Parameter),
        }, stop);
        await automation.Activities.SetAliasAsync(name, "test", activity.Version!.Value, stop);
        return $"{owner}.{name}+test";
    }

    /// <summary>An Activity that copies its input <c>in</c> to its output <c>out</c> and says so.</summary>
    public Task<string> PublishCopyAsync() => PublishScriptAsync("Copy", "echo copying; cp \"$1\" \"$2\"",
        "\"$(args[in].path)\" \"$(args[out].path)\"",
        ("in", new ActivityParameter { Verb = Verb.Get, Required = true, LocalName = "input.txt" }),
        ("out", new ActivityParameter { Verb = Verb.Put, Required = true, LocalName = "output.txt" }));

    private string ZipOf(string name, string script)
    {
        var path = PathOf($"{name}.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Add($"{name}.bundle/PackageContents.xml", "<ApplicationPackage />");
        Add($"{name}.bundle/Contents/run.sh", script);
        return path;

        void Add(string entry, string text)
        {
            using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
            writer.Write(text);
        }
    }
}
