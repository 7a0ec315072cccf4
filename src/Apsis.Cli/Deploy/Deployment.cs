using Apsis.Automation;
using Apsis.Automation.Publishing;
using Apsis.Cli.Output;
using Apsis.Exceptions;

namespace Apsis.Cli.Deploy;

/// <summary>Publishes a folder: builds it, plans, and applies the plan.</summary>
internal sealed class Deployment(AutomationClient automation, Action<string> note)
{
    /// <summary>Builds the folder and finds out what publishing it would do.</summary>
    /// <exception cref="UsageException">The build fails, or what it made can not be published.</exception>
    public async Task<PublishPlan> PlanAsync(AppFolder folder, bool build, int? keepVersions, CancellationToken cancellationToken)
    {
        foreach (var command in folder.Manifest.AllBundles.Where(_ => build).Select(bundle => bundle.Build).OfType<IReadOnlyList<string>>())
        {
            note($"building: {string.Join(' ', command)}");
            await BuildStep.RunAsync(folder, command, cancellationToken);
        }

        var request = await Definitions.RequestAsync(folder, keepVersions, cancellationToken);
        foreach (var bundle in request.AppBundles.Where(bundle => !Directory.Exists(bundle.Path) && !File.Exists(bundle.Path)))
            throw new UsageException($"The bundle '{bundle.Path}' does not exist. A build command in {AppManifest.FileName} can make it.");

        try
        {
            return await automation.PlanPublishAsync(request, cancellationToken);
        }
        catch (TransferException error)
        {
            throw new UsageException($"{error.Message} Nothing was published.", error);
        }
    }

    /// <summary>Does what the plan says, and says it.</summary>
    public Task<PublishResult> ApplyAsync(PublishPlan plan, CancellationToken cancellationToken) => plan.ApplyAsync(new Uploads(note), cancellationToken);

    // Only what takes its time: the plan has told the rest.
    private sealed class Uploads(Action<string> note) : IProgress<PublishStep>
    {
        public void Report(PublishStep value)
        {
            if (value is PublishStep.CreateVersion { SourceBytes: { } bytes })
                note($"uploading {value.Kind} {value.Name}: {Figures.Size(bytes)}");
        }
    }
}
