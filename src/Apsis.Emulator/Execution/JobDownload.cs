using System.Globalization;
using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Execution;

/// <summary>The first phase: fetches the inputs and puts each under its local name, unpacked if it is to be.</summary>
internal sealed class JobDownload(JobTransfers transfers, ApsEmulatorOptions options, TimeProvider time)
{
    public async Task RunAsync(JobState state, CancellationToken cancellationToken)
    {
        var budget = new UnpackBudget(options.Automation.MaxUnpackedBytes);
        state.Report.Line("Start download phase.");
        foreach (var bound in state.Job.Arguments) await PlaceAsync(state, bound, budget, cancellationToken);
        foreach (var (name, setting) in state.Job.Settings) await PlaceSettingAsync(state, name, setting, cancellationToken);
        state.Report.Line("End download phase successfully.");
    }

    /// <summary>Fetches an on-demand input, when the program asks for it.</summary>
    public async Task FetchAsync(JobState state, BoundArgument bound, AcesOperation asked, CancellationToken cancellationToken)
    {
        var name = asked.ResponseLocalName.Length > 0 ? asked.ResponseLocalName : bound.LocalName ?? bound.Name;
        if (!LocalName.TryNormalize(name, out var localName, out var reason))
            throw new WorkItemException($"The response file '{ReportText.Printable(name)}' {reason}.");
        var source = bound.Argument with { Headers = AcesHeaders.Merge(bound.Argument.Headers, asked.Headers) };
        var incoming = state.Workspace.NewTransferFile();
        var file = await transfers.DownloadAsync(
            state.Job, source, bound.Verb, incoming, cancellationToken, asked.Suffix, asked.Content.Length > 0 ? asked.Content : null);
        Add(state, file.Bytes);
        File.Move(incoming, state.Workspace.PathFor(localName), overwrite: true);
    }

    private async Task PlaceAsync(JobState state, BoundArgument bound, UnpackBudget budget, CancellationToken cancellationToken)
    {
        switch (bound.Direction)
        {
            case ArgumentDirection.Literal:
                return;
            case ArgumentDirection.Input:
                await PlaceInputAsync(state, bound, budget, cancellationToken);
                return;
            case ArgumentDirection.OnDemand:
            case ArgumentDirection.Output:
                // Not there yet; the program is told where it is to be.
                var localName = bound.LocalName ?? LocalName.FromUrl(bound.Argument.Url!) ?? $"{Guid.NewGuid():N}";
                state.ArgumentPaths[bound.Name] = state.Workspace.PathFor(localName);
                return;
            default:
                throw new InvalidOperationException($"No direction: {bound.Direction}.");
        }
    }

    private async Task PlaceInputAsync(JobState state, BoundArgument bound, UnpackBudget budget, CancellationToken cancellationToken)
    {
        try
        {
            var (incoming, localName) = await DownloadAsync(state, bound.Argument, bound.Verb, bound.LocalName, cancellationToken);
            state.ArgumentPaths[bound.Name] = await SettleAsync(state, bound, incoming, localName, budget, cancellationToken);
            await PlaceReferencesAsync(state, bound.Argument, cancellationToken);
        }
        catch (WorkItemException e) when (bound.Argument.Optional)
        {
            state.Report.Line($"Optional input '{bound.Name}' is left out: {e.Message}");
            state.ArgumentPaths.TryAdd(bound.Name, Path.Combine(state.Workspace.Work, bound.LocalName ?? bound.Name));
        }
        catch (WorkItemException e)
        {
            throw new WorkItemException($"The input '{bound.Name}' cannot be prepared. Source={state.Shown(bound.Argument.Url!)}: {e.Message}", e);
        }
    }

    private async Task PlaceReferencesAsync(JobState state, ArgumentBody argument, CancellationToken cancellationToken)
    {
        foreach (var reference in argument.References ?? [])
        {
            try
            {
                var wanted = reference.LocalName is { Length: > 0 } name && LocalName.TryNormalize(name, out var normalized, out _) ? normalized : null;
                var (incoming, localName) = await DownloadAsync(
                    state, reference, reference.Verb?.ToUpperInvariant() is { } verb and not "REFGET" ? verb : "GET", wanted, cancellationToken);
                File.Move(incoming, state.Workspace.PathFor(localName), overwrite: true);
            }
            catch (WorkItemException e) when (reference.Optional)
            {
                state.Report.Line($"An optional reference is left out: {e.Message}");
                continue;
            }

            await PlaceReferencesAsync(state, reference, cancellationToken);
        }
    }

    /// <summary>Fetches into a transfer file and finds the local name: what was said, what the server says, what the URL says.</summary>
    private async Task<(string Incoming, string LocalName)> DownloadAsync(
        JobState state, ArgumentBody argument, string verb, string? localName, CancellationToken cancellationToken)
    {
        var url = argument.Url!;
        var started = time.GetTimestamp();
        var incoming = state.Workspace.NewTransferFile();
        var isEmbedded = DataUrl.Is(url);
        if (!isEmbedded) state.Report.Line($"Start downloading input: verb - '{Title(verb)}', url - '{state.Shown(url)}'");
        var file = await transfers.DownloadAsync(state.Job, argument, verb, incoming, cancellationToken);
        Add(state, file.Bytes);

        var name = localName
            ?? LocalName.FromContentDisposition(file.FileName)
            ?? (isEmbedded ? null : LocalName.FromUrl(url))
            ?? $"{Guid.NewGuid():N}";
        var path = state.Workspace.PathFor(name);
        var milliseconds = (long)time.GetElapsedTime(started).TotalMilliseconds;
        state.Report.Line(isEmbedded
            ? $"Embedded resource [{ReportText.Printable(state.Shown(url))}] is saved as a file in 'UTF-8' at: '{path}'."
            : string.Create(CultureInfo.InvariantCulture, $"End downloading file. Source={state.Shown(url)},LocalFile={path},BytesDownloaded={file.Bytes},Duration={milliseconds}ms"));
        return (incoming, name);
    }

    /// <summary>Rows 1 to 4 of the table of zips: returns the path that the argument's variable expands to.</summary>
    private static async Task<string> SettleAsync(
        JobState state, BoundArgument bound, string incoming, string localName, UnpackBudget budget, CancellationToken cancellationToken)
    {
        var path = state.Workspace.PathFor(localName);
        if (!bound.MustUnzip || (bound.PathInZip is null && !await ZipExtraction.IsZipAsync(incoming, cancellationToken)))
        {
            if (bound.MustUnzip) state.Report.Line($"The input '{bound.Name}' is not a zip: it stays a file.");
            File.Move(incoming, path, overwrite: true);
            return path;
        }

        await ZipExtraction.ExtractAsync(incoming, path, budget, $"The zip of the input '{bound.Name}'", cancellationToken);
        File.Delete(incoming);
        if (bound.PathInZip is null) return path;
        var main = LocalName.PathIn(path, bound.PathInZip);
        return File.Exists(main) ? main : throw new WorkItemException($"The zip holds no '{bound.PathInZip}'.");
    }

    private async Task PlaceSettingAsync(JobState state, string name, SettingBody setting, CancellationToken cancellationToken)
    {
        if (setting.IsEnvironmentVariable) return;
        var path = state.Workspace.PathFor($"setting_{name}.scr");
        if (setting.Url is null)
        {
            await File.WriteAllTextAsync(path, setting.Value, cancellationToken);
        }
        else
        {
            var incoming = state.Workspace.NewTransferFile();
            var source = new ArgumentBody { Url = setting.Url, Headers = setting.Headers };
            var file = await transfers.DownloadAsync(state.Job, source, setting.Verb?.ToUpperInvariant() ?? "GET", incoming, cancellationToken);
            Add(state, file.Bytes);
            File.Move(incoming, path, overwrite: true);
        }

        state.SettingPaths[name] = path;
    }

    private static void Add(JobState state, long bytes) =>
        state.Stats = state.Stats with { BytesDownloaded = (state.Stats.BytesDownloaded ?? 0) + bytes };

    private static string Title(string verb) => verb[..1] + verb[1..].ToLowerInvariant();
}
