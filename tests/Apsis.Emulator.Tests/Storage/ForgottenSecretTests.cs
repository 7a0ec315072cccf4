using System.Text;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Storage;

/// <summary>What a WorkItem is given is in no file any more once it has ended. Looked for byte by byte: deleted rows leave their bytes behind.</summary>
public sealed class ForgottenSecretTests : AutomationTest
{
    private static readonly string[] Secrets = ["planted-query-1", "planted-header-2", "planted-argument-3", "planted-callback-4"];

    private readonly string _directory = Directory.CreateTempSubdirectory("apsis-test-").FullName;

    protected override void Configure(ApsEmulatorOptions options) => options.DataDirectory = _directory;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_secrets_of_a_WorkItem_are_gone_from_the_files_of_the_database_after_its_end()
    {
        var id = await SubmitSecretsAsync();
        await UntilAsync(() => Task.FromResult(Running() is not null), () => "The program did not run.");
        Found("emulator.db*").Keys.ShouldBe(Secrets, ignoreOrder: true);

        await File.WriteAllTextAsync(Path.Combine(Running()!, "go"), "", Cancellation);
        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
        await UntilAsync(() => Task.FromResult(Found("emulator.db*").Count == 0), () => $"Still there: {Told("emulator.db*")}");

        await Emulator.StopAsync(Cancellation);
        Found("*").ShouldBeEmpty(Told("*"));
    }

    [Fact]
    public async Task They_are_gone_at_the_end_of_an_emulator_that_stops_at_once()
    {
        await SubmitSecretsAsync();
        await UntilAsync(() => Task.FromResult(Running() is not null), () => "The program did not run.");

        await Emulator.StopAsync(Cancellation);
        // What its end had to be told is told by the next one.
        await StartAsync();
        await UntilAsync(() => Task.FromResult(Found("emulator.db*").Count == 0), () => $"Still there: {Told("emulator.db*")}");
        await Emulator.StopAsync(Cancellation);
        Found("*").ShouldBeEmpty(Told("*"));
    }

    private async Task<string> SubmitSecretsAsync()
    {
        var activity = await ShellActivityAsync(
            "Keep", "printf x > running.txt; while [ ! -e go ]; do sleep 0.05; done",
            new { @in = new { verb = "get", localName = "in.txt" }, password = new { verb = "read" } });
        return await SubmitAsync(activity, new
        {
            @in = new
            {
                url = "http://127.0.0.1:1/in?sig=planted-query-1",
                optional = true,
                // More than a page of the database has room for.
                headers = new Dictionary<string, string> { ["Authorization"] = "Bearer planted-header-2", ["X-Filler"] = new string('x', 6000) },
            },
            password = "planted-argument-3",
            onComplete = new { url = "http://127.0.0.1:1/done", headers = new Dictionary<string, string> { ["X-Token"] = "planted-callback-4" } },
        });
    }

    private string? Running() =>
        Path.GetDirectoryName(Directory.EnumerateFiles(_directory, "running.txt", SearchOption.AllDirectories).FirstOrDefault());

    private string Told(string pattern) => string.Join(", ", Found(pattern).Select(found => $"{found.Key} in {found.Value}"));

    // By secret: the files it is in.
    private Dictionary<string, string> Found(string pattern)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_directory, pattern, SearchOption.AllDirectories))
        {
            var bytes = Read(file);
            foreach (var secret in Secrets.Where(secret => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0))
                found[secret] = $"{found.GetValueOrDefault(secret)} {Path.GetFileName(file)}";
        }

        return found;
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
