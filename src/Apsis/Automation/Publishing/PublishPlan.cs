using Apsis.Exceptions;

namespace Apsis.Automation.Publishing;

/// <summary>What publishing would do, found out by reading only. Applied once, and only while the world is as it was read.</summary>
public sealed class PublishPlan
{
    private readonly AutomationClient _automation;
    private readonly IReadOnlyList<(Publication Publication, DefinitionPlan Plan, string Fingerprint)> _items;
    private readonly bool _prunes;
    private int _applied;

    internal PublishPlan(AutomationClient automation, string owner, IReadOnlyList<(Publication Publication, DefinitionPlan Plan, string Fingerprint)> items, bool prunes)
    {
        (_automation, Owner, _items, _prunes) = (automation, owner, items, prunes);
        Steps = [.. InOrder([.. items.Select(item => item.Plan)])];
    }

    /// <summary>The owner part of the ids.</summary>
    public string Owner { get; }

    /// <summary>Whether the app has no nickname yet. One can only be chosen while the app owns nothing: before anything is published.</summary>
    public bool OwnerIsClientId => Owner == _automation.Pipeline.Auth.ClientId;

    /// <summary>What would be done, in this order. Empty when everything is published already.</summary>
    public IReadOnlyList<PublishStep> Steps { get; }

    /// <summary>The qualified ids, AppBundles first, in the order of the request.</summary>
    public IReadOnlyList<string> QualifiedIds => [.. _items.Select(item => item.Publication.QualifiedId)];

    /// <summary>Whether everything is published already.</summary>
    public bool ChangesNothing => Steps.Count == 0;

    /// <summary>Does it. Of a plan that changes nothing, not even a call is made.</summary>
    /// <param name="progress">Is told each step before it is done.</param>
    /// <param name="cancellationToken">Ends it between two calls. What was made stays, and a new plan goes on from there.</param>
    /// <exception cref="PublishException">The service or the files are not as they were when the plan was made.</exception>
    /// <exception cref="InvalidOperationException">It was applied already.</exception>
    public async Task<PublishResult> ApplyAsync(IProgress<PublishStep>? progress = null, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _applied, 1) == 1)
            throw new InvalidOperationException("A plan can be applied once. Plan again.");

        var versions = _items.Where(item => item.Plan.Target is not null).ToDictionary(item => item.Publication, item => item.Plan.Target!.Value);
        if (!ChangesNothing)
        {
            await CheckWorldAsync(cancellationToken).ConfigureAwait(false);
            foreach (var step in Steps)
            {
                progress?.Report(step);
                var publication = _items.Select(item => item.Publication).First(item => item.Kind == step.Kind && item.Name == step.Name);
                await PerformAsync(step, publication, versions, cancellationToken).ConfigureAwait(false);
            }
        }

        return new PublishResult
        {
            Steps = Steps,
            Definitions = [.. _items.Select(item => new PublishedDefinition
            {
                Kind = item.Publication.Kind,
                QualifiedId = item.Publication.QualifiedId,
                Version = versions[item.Publication],
                IsChanged = Steps.Any(step => step.Kind == item.Publication.Kind && step.Name == item.Publication.Name),
                IsNewVersion = item.Plan.Created is not null,
            })],
        };
    }

    private static async Task PerformAsync(PublishStep step, Publication publication, Dictionary<Publication, int> versions, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case PublishStep.CreateVersion create:
                versions[publication] = await publication.CreateVersionAsync(create.After == 0, cancellationToken).ConfigureAwait(false);
                break;
            case PublishStep.SetAlias alias:
                await publication.SetAliasAsync(versions[publication], alias.Receivers, cancellationToken).ConfigureAwait(false);
                break;
            case PublishStep.DeleteVersion old:
                await publication.DeleteVersionAsync(old.Version, cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw new InvalidOperationException($"A step of type {step.GetType().Name} can not be performed.");
        }
    }

    // An Activity can only name an AppBundle's alias that exists, so one that is new comes early, and breaks nothing: nobody uses it.
    // One that exists moves when all that goes with it is there.
    private static IEnumerable<PublishStep> InOrder(IReadOnlyList<DefinitionPlan> plans)
    {
        var aliases = plans.Select(plan => plan.Aliased).OfType<PublishStep.SetAlias>().ToLookup(alias => (alias.Kind, IsNew: alias.From is null));
        var creations = plans.Select(plan => plan.Created).OfType<PublishStep.CreateVersion>().ToLookup(creation => creation.Kind);
        IEnumerable<PublishStep>[] order =
        [
            plans.SelectMany(plan => plan.DeletedBefore),
            creations[DefinitionKind.AppBundle],
            aliases[(DefinitionKind.AppBundle, true)],
            creations[DefinitionKind.Activity],
            aliases[(DefinitionKind.AppBundle, false)],
            aliases[(DefinitionKind.Activity, true)],
            aliases[(DefinitionKind.Activity, false)],
            plans.SelectMany(plan => plan.DeletedAfter),
        ];
        return order.SelectMany(steps => steps);
    }

    private async Task CheckWorldAsync(CancellationToken cancellationToken)
    {
        if (await _automation.App.GetNicknameAsync(cancellationToken).ConfigureAwait(false) is var owner && owner != Owner)
            throw new PublishException($"The app is called {owner} by now, and was {Owner} when the plan was made. Nothing was published; plan again.");

        foreach (var (publication, _, fingerprint) in _items)
        {
            var state = await publication.ReadStateAsync(_prunes, cancellationToken).ConfigureAwait(false);
            if (state.Fingerprint() != fingerprint)
                throw new PublishException($"The {publication.Kind} {publication.Name} is not as it was when the plan was made: somebody else has published it. Nothing was published; plan again.");
        }
    }
}
