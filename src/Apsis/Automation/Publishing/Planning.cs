namespace Apsis.Automation.Publishing;

/// <summary>Makes plans: reads the files and the service, and decides.</summary>
internal static class Planning
{
    public static async Task<PublishPlan> PlanAsync(AutomationClient automation, PublishRequest request, CancellationToken cancellationToken)
    {
        request.Check();
        var owner = await automation.App.GetNicknameAsync(cancellationToken).ConfigureAwait(false);
        var publications = new List<Publication>();
        foreach (var bundle in request.AppBundles)
            publications.Add(await AppBundlePublication.OfAsync(automation, bundle, owner, cancellationToken).ConfigureAwait(false));
        publications.AddRange(request.Activities.Select(activity => ActivityPublication.Of(automation, activity, owner)));

        var prunes = request.KeepVersions is not null;
        var items = new List<(Publication, DefinitionPlan, string)>();
        foreach (var publication in publications)
        {
            var state = await publication.ReadStateAsync(prunes, cancellationToken).ConfigureAwait(false);
            items.Add((publication, DefinitionPlan.Of(publication, state, request.KeepVersions), state.Fingerprint()));
        }

        return new PublishPlan(automation, owner, items, prunes);
    }
}
