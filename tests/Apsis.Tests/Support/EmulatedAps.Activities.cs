using Apsis.Automation;

namespace Apsis.Tests.Support;

internal sealed partial class EmulatedAps
{
    /// <summary>Publishes an Activity for the shell engine and gives its qualified id.</summary>
    public Task<string> PublishScriptAsync(string name, string script, string arguments = "", params (string Name, ActivityParameter Parameter)[] parameters) =>
        ScriptActivity.PublishAsync(Automation(), Folder, name, script, arguments, parameters);

    /// <summary>An Activity that copies its input <c>in</c> to its output <c>out</c> and says so.</summary>
    public Task<string> PublishCopyAsync() => PublishScriptAsync("Copy", "echo copying; cp \"$1\" \"$2\"",
        "\"$(args[in].path)\" \"$(args[out].path)\"",
        ("in", new ActivityParameter { Verb = Verb.Get, Required = true, LocalName = "input.txt" }),
        ("out", new ActivityParameter { Verb = Verb.Put, Required = true, LocalName = "output.txt" }));
}
