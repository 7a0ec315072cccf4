using System.IO.Compression;
using Apsis.Automation;

namespace Apsis.Tests.Support;

/// <summary>An Activity for the emulator's shell engine: its AppBundle is one script, run with the given arguments.</summary>
internal static class ScriptActivity
{
    /// <summary>Publishes it under the alias <c>test</c> and gives its qualified id.</summary>
    public static Task<string> PublishAsync(AutomationClient automation, string folder, string name, string script, string arguments,
        params (string Name, ActivityParameter Parameter)[] parameters) =>
        PublishAsync(automation, folder, name, script, arguments, "test", TestContext.Current.CancellationToken, parameters);

    /// <summary>Publishes it under an alias and gives its qualified id.</summary>
    public static async Task<string> PublishAsync(AutomationClient automation, string folder, string name, string script, string arguments, string alias,
        CancellationToken stop, params (string Name, ActivityParameter Parameter)[] parameters)
    {
        var bundle = await automation.AppBundles.CreateAsync(new AppBundle { Id = name, Engine = "Local.Shell+1" }, stop);
        await automation.AppBundles.UploadAsync(bundle.UploadParameters!, ZipOf(folder, name, script), stop);
        await automation.AppBundles.SetAliasAsync(name, alias, bundle.Version!.Value, stop);

        var owner = await automation.App.GetNicknameAsync(stop);
        var activity = await automation.Activities.CreateAsync(new Activity
        {
            Id = name,
            Engine = "Local.Shell+1",
            CommandLine = [$"$(engine.path)/sh \"$(appbundles[{name}].path)/{name}.bundle/Contents/run.sh\" {arguments}"],
            AppBundles = [$"{owner}.{name}+{alias}"],
            Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Parameter),
        }, stop);
        await automation.Activities.SetAliasAsync(name, alias, activity.Version!.Value, stop);
        return $"{owner}.{name}+{alias}";
    }

    private static string ZipOf(string folder, string name, string script)
    {
        var path = Path.Combine(folder, $"{name}.zip");
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
