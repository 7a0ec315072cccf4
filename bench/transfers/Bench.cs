using System.Globalization;
using Apsis.Bench.Transfers.Contenders;
using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;
using Apsis.Http;

namespace Apsis.Bench.Transfers;

/// <summary>Each contender in turn, in one run, on both links.</summary>
internal static class Bench
{
    private const int Connections = 8;

    /// <param name="args"><c>--rounds N</c>; <c>--only WORDS</c>, a part of the name of a case.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = int.Parse(Option("--rounds") ?? "3", CultureInfo.InvariantCulture);
        var cases = Cases.All(rounds).Where(one => one.ToString().Contains(Option("--only") ?? "", StringComparison.Ordinal)).ToList();
        var folder = Directory.CreateTempSubdirectory("apsis-bench-").FullName;
        var results = new List<(Case Case, Outcome Outcome)>();
        try
        {
            foreach (var link in cases.GroupBy(one => one.Shaped))
            {
                await using var server = await ServerProcess.StartAsync(link.Key);
                foreach (var heat in link.GroupBy(one => (one.IsUpload, one.What)))
                    results.AddRange(await RunAsync([.. heat], server, folder));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await Console.Out.WriteLineAsync(Table.Of(results));
        return results.Count == cases.Count ? 0 : 1;

        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var index ? args[index + 1] : null;
    }

    // In turn, round by round: what the machine does in between meets all of them. A first round, in which the server's code is compiled and the
    // system finds memory for its files, counts for nobody where the link does not set the pace.
    private static async Task<List<(Case Case, Outcome Outcome)>> RunAsync(List<Case> heat, ServerProcess server, string folder)
    {
        var outcomes = heat.ToDictionary(one => one, _ => new List<Outcome>());
        for (var round = heat[0] is { Shaped: true } or { Rounds: 1 } ? 1 : 0; round <= heat[0].Rounds; round++)
        {
            foreach (var one in outcomes.Keys.ToList())
            {
                if (await RunAsync(one, server, folder) is not { } outcome)
                {
                    await Console.Out.WriteLineAsync($"{one}: failed, or not installed");
                    outcomes.Remove(one);
                    continue;
                }

                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{one}{(round == 0 ? " (not counted)" : "")}: {outcome.Seconds:0.00} s, {one.Bytes / 1e6 / outcome.Seconds:0} MB/s, peak {outcome.PeakMegabytes:0} MB, {outcome.Calls} calls, processor {outcome.OwnCpu:0.0} + {outcome.ServerCpu:0.0} s"));
                if (round > 0)
                    outcomes[one].Add(outcome);
            }
        }

        return [.. outcomes.Select(pair => (pair.Key, MedianOf(pair.Value)))];
    }

    private static async Task<Outcome?> RunAsync(Case one, ServerProcess server, string folder)
    {
        var work = new Work(server.Aps, server.Bare, one.IsUpload, folder, one.IsUpload ? one.Contender : "source", one.Bytes, one.Files, Connections);
        Inputs.Make(work);
        Directory.CreateDirectory(Path.Combine(folder, "out", "small"));
        await PrepareAsync(work);
        var start = Programs.Has(one.Contender) ? Programs.Start(one.Contender, work) : Self.Start(["run", one.Contender, .. work.ToWords()]);
        if (start is null)
            return null;
        var outcome = await Measured.RunAsync(start, server);
        await CleanAsync(work);
        return outcome;
    }

    private static Outcome MedianOf(List<Outcome> outcomes) =>
        outcomes.OrderBy(outcome => outcome.Seconds).ElementAt(outcomes.Count / 2) with { PeakMegabytes = outcomes.Max(outcome => outcome.PeakMegabytes) };

    // What is read is there, and nothing else that would take memory from what is measured.
    private static async Task PrepareAsync(Work work)
    {
        var data = Services.Connect(work, new TransferBudget(32));
        await data.Buckets.EnsureAsync(Work.Bucket);
        if (work.IsUpload)
            return;
        if (work.Files == 0)
        {
            await data.Objects.UploadAsync(work.LargeFile, Work.Bucket, work.Key, new UploadOptions { SkipIfSame = true });
            return;
        }

        var files = Enumerable.Range(0, work.Files).Select(index => new FileUpload { LocalPath = work.SmallFile(index), ObjectKey = work.SmallKey(index) });
        await foreach (var file in data.Objects.UploadManyAsync(files, Work.Bucket, new FileTransferOptions { SkipIfSame = true }))
        {
            if (file.Error is not null)
                throw file.Error;
        }
    }

    private static async Task CleanAsync(Work work)
    {
        File.Delete(work.Received);
        if (work.IsUpload && work.Files == 0)
            await foreach (var item in Services.Connect(work).Objects.ListAsync(Work.Bucket))
            {
                if (item.ObjectKey != "source")
                    await Services.Connect(work).Objects.DeleteAsync(Work.Bucket, item.ObjectKey);
            }
    }
}
