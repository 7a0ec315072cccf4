using Apsis.Cli.Tests.Harness;
using Apsis.Emulator;

namespace Apsis.Cli.Tests.Processes;

/// <summary>Two commands on one machine with one client id, against a service that keeps its limits: 150 status calls a minute.</summary>
public sealed class SharedBudgetTests(ITestOutputHelper output) : CliTest
{
    // Each for itself would ask 150 times a minute: together they would meet a refusal well within this.
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Two_commands_that_share_a_folder_share_the_calls_of_their_client_id_fairly_and_meet_no_429()
    {
        var emulator = await StartEmulatorAsync(options => options.RateLimits = new RateLimits());
        var mayEnd = Path.Combine(Folder, "may-end");
        (await RunAsync("deploy", ShellApp($"while ! [ -e '{mayEnd}' ]; do sleep 0.2; done; cp \"$1\" \"$2\""))).ExitCode.ShouldBe(0);
        Variables["APS_RATE_FOLDER"] = Path.Combine(Folder, "calls");
        var input = Write("a.txt", "x");

        await using var first = Start("first");
        await using var second = Start("second");
        await Eventually.TrueAsync(() => Looks(emulator).Count == 2, () => first.Error + second.Error, Cancellation);
        await Task.Delay(Watched, Cancellation);
        var looks = Looks(emulator);
        await File.WriteAllTextAsync(mayEnd, "", Cancellation);
        var results = new[] { await first.EndAsync(Cancellation), await second.EndAsync(Cancellation) };

        output.WriteLine($"status calls in {Watched.TotalSeconds:0} s: {string.Join(" and ", looks.Values)}");
        results.ShouldAllBe(result => result.ExitCode == 0, string.Join('\n', results.Select(result => result.ToString())));
        emulator.Requests.ShouldNotContain(request => request.Status == 429);
        var all = looks.Values.Sum();
        looks.Values.ShouldAllBe(calls => calls > all / 3);
        all.ShouldBeInRange(75, 150, "they ask as often as they may");

        CliProcess Start(string name) => CliProcess.Start(
            Variables, "run", "apsis.Copy+prod", "--input", $"text={input}", "--value", "word=x", "--output", $"copy={name}.txt", "--output-dir", Path.Combine(Results, name),
            "--json", "--poll-interval", "0.1");
    }

    // By WorkItem.
    private static Dictionary<string, int> Looks(ApsEmulator emulator) => emulator.Requests
        .Where(request => request.Method == "GET" && request.Path.Contains("/workitems/", StringComparison.Ordinal))
        .CountBy(request => request.Path).ToDictionary();
}
