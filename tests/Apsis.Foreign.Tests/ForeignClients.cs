using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Apsis.Foreign.Tests;

/// <summary>Runs a script of this folder with node and the installed packages, and returns the JSON that it printed.</summary>
internal static class ForeignClients
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Packages => Path.Combine(Root, "artifacts", "foreign-clients", "node_modules");

    public static async Task<JsonNode> RunAsync(string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        Directory.Exists(Packages).ShouldBeTrue($"The foreign clients are not in {Packages}: run eng/install-foreign-clients.sh.");
        var start = new ProcessStartInfo("node", [Path.Combine(Root, "tests", "Apsis.Foreign.Tests", "Scripts", script)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = Packages;
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            process.ExitCode.ShouldBe(0, await errors);
            return JsonNode.Parse(await output)!;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static string Find(DirectoryInfo? folder) => folder is null
        ? throw new DirectoryNotFoundException("The tests do not run below the repository.")
        : File.Exists(Path.Combine(folder.FullName, "Apsis.slnx")) ? folder.FullName : Find(folder.Parent);
}
