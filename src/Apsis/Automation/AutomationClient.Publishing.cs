using Apsis.Automation.Publishing;
using Apsis.Exceptions;

namespace Apsis.Automation;

public sealed partial class AutomationClient
{
    /// <summary>Finds out what publishing would do, by reading only. The plan is applied by <see cref="PublishPlan.ApplyAsync"/>.</summary>
    /// <remarks>
    /// A version says in its description what it was made of (<c>[sha256:…]</c>). What the alias stands for already is left alone; a newest
    /// version with this content, which an interrupted publication has left, is used and not made again. Aliases move last.
    /// </remarks>
    /// <exception cref="ArgumentException">A name or alias is none, or something is to be published twice.</exception>
    /// <exception cref="TransferException">An AppBundle's files are missing, or can not be packed.</exception>
    /// <exception cref="PublishException">There is no room for another version.</exception>
    public Task<PublishPlan> PlanPublishAsync(PublishRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Planning.PlanAsync(this, request, cancellationToken);
    }

    /// <summary>Publishes AppBundles and Activities together: plans and applies.</summary>
    /// <inheritdoc cref="PlanPublishAsync" path="/remarks"/>
    public async Task<PublishResult> PublishAsync(PublishRequest request, IProgress<PublishStep>? progress = null, CancellationToken cancellationToken = default)
    {
        var plan = await PlanPublishAsync(request, cancellationToken).ConfigureAwait(false);
        return await plan.ApplyAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Publishes one AppBundle; does nothing when the alias stands for the same content already.</summary>
    public async Task<PublishedDefinition> PublishAppBundleAsync(AppBundleRelease release, CancellationToken cancellationToken = default) =>
        (await PublishAsync(new PublishRequest { AppBundles = [release] }, null, cancellationToken).ConfigureAwait(false)).Definitions[0];

    /// <summary>Publishes one Activity; does nothing when the alias stands for the same content already.</summary>
    public async Task<PublishedDefinition> PublishActivityAsync(ActivityRelease release, CancellationToken cancellationToken = default) =>
        (await PublishAsync(new PublishRequest { Activities = [release] }, null, cancellationToken).ConfigureAwait(false)).Definitions[0];
}
