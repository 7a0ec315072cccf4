using System.Diagnostics;

namespace Apsis.Foreign.Tests;

/// <summary>Where the installed clients are, and how they are run.</summary>
internal static class ForeignClients
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Packages => Path.Combine(Root, "artifacts", "foreign-clients", "node_modules");

    /// <summary>The command line client <c>raps</c>, a native program for 64-bit Linux; null elsewhere.</summary>
    public static string? Raps => Path.Combine(Packages, "@dmytro-yemelianov", "raps-cli-linux-x64", "raps") is var program && File.Exists(program) ? program : null;

    /// <summary>Runs a script of this folder with node and the installed packages.</summary>
    public static Task<string> RunScriptAsync(string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        Directory.Exists(Packages).ShouldBeTrue($"The foreign clients are not in {Packages}: run eng/install-foreign-clients.sh.");
        return RunAsync("node", [Path.Combine(Root, "tests", "Apsis.Foreign.Tests", "Scripts", script)], environment, cancellationToken);
    }

    /// <summary>Runs a program to its end, which must be a good one, and returns what it printed.</summary>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) 
        {
            // raps writes below its working folder only.
            WorkingDirectory = environment["APSIS_FOLDER"],
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
            return await output;
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
