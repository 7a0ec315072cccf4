using System.Text.Json;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;
using Apsis.Emulator.S3;

namespace Apsis.Emulator.Automation;

/// <summary>Checks a submitted WorkItem and fixes what it will run: later changes of its Activity do not reach it.</summary>
internal sealed class WorkItemSubmission(
    DefinitionStore definitions, AppStore apps, WorkItemStore workItems, WorkItemSignatures signatures, EngineCatalog engines, PresignedUrls urls,
    TimeProvider time)
{
    private static readonly TimeSpan DebugUrlLife = TimeSpan.FromDays(1);

    /// <exception cref="AutomationRefusal">400 naming the field, or 403 when the month's processing time is used up.</exception>
    public async Task<StoredWorkItem> PrepareAsync(Caller caller, WorkItemBody body, CancellationToken cancellationToken)
    {
        await signatures.CheckAsync(caller, body, cancellationToken);
        await CheckMonthAsync(caller.ClientId, cancellationToken);
        var (activityId, ownerClientId, activity) = await FindActivityAsync(caller.ClientId, body.ActivityId, cancellationToken);
        var engine = engines.Find(activity.Engine)?.Definition
            ?? throw AutomationErrors.BadField("activityId", $"The engine '{activity.Engine}' of the activity does not exist any more.");

        // Of an activity that an earlier version of the emulator stored.
        SettingRules.Check("activityId", activity.Settings);
        var id = Guid.NewGuid().ToString("N");
        var owner = await apps.OwnerNameAsync(caller.ClientId, cancellationToken);
        var arguments = body.Arguments ?? new Dictionary<string, ArgumentBody>();
        var job = new WorkItemJob
        {
            Id = id,
            ClientId = caller.ClientId,
            Owner = owner,
            ActivityId = activityId,
            EngineId = engine.Id,
            CommandLine = activity.CommandLine ?? [],
            Bundles = await FindBundlesAsync(activity, activityId, ownerClientId, cancellationToken),
            Settings = activity.Settings ?? new Dictionary<string, SettingBody>(),
            Arguments = ArgumentBinder.Bind(activity.Parameters ?? new Dictionary<string, ParameterBody>(), arguments, id),
            UnboundOutputs = ArgumentBinder.UnboundOutputs(activity.Parameters ?? new Dictionary<string, ParameterBody>(), arguments),
            OnComplete = ArgumentBinder.Callback(arguments, "onComplete", id),
            OnProgress = ArgumentBinder.Callback(arguments, "onProgress", id),
            LimitSeconds = await LimitAsync(caller.ClientId, engine, body.LimitProcessingTimeSec, cancellationToken),
            UploadJobFolder = arguments.TryGetValue("adskDebug", out var debug) && AsksForJobFolder(debug),
            MaskUrls = arguments.TryGetValue("adskMask", out var mask) && mask.LiteralText?.Equals("true", StringComparison.OrdinalIgnoreCase) is true,
        };
        var now = time.GetUtcNow();
        return new StoredWorkItem
        {
            Id = id,
            ClientId = caller.ClientId,
            Owner = owner,
            ActivityId = activityId,
            Status = WorkItemStatus.Pending,
            Stats = new StatsBody { TimeQueued = now.UtcDateTime },
            Job = job,
            DebugUrl = job.UploadJobFolder ? urls.Sign("GET", WorkItemFiles.DebugPath(owner, id), DebugUrlLife).AbsoluteUri : null,
            Priority = body.Priority?.ToUpperInvariant() switch
            {
                null => null,
                "P1" or "P3" => body.Priority.ToUpperInvariant(),
                _ => throw AutomationErrors.BadField("priority", "The priority is P1 or P3."),
            },
            MemoryGb = body.MemoryGb is null or 32 or 64 ? body.MemoryGb : throw AutomationErrors.BadField("memoryGb", "The memory is 32 or 64 GB."),
            Gpu = body.Gpu,
            LastModified = now,
        };
    }

    private async Task CheckMonthAsync(string clientId, CancellationToken cancellationToken)
    {
        var limits = await apps.FindLimitsAsync(clientId, cancellationToken);
        if (limits?.FrontendLimits?.LimitMonthlyProcessingTimeInHours is { } hours
            && await workItems.ProcessingHoursThisMonthAsync(clientId, cancellationToken) >= hours)
            throw AutomationErrors.Forbidden($"The limit of {hours:0.###} processing hours this month is used up.");
    }

    private async Task<(string Id, string OwnerClientId, ActivityBody Activity)> FindActivityAsync(
        string clientId, string? activityId, CancellationToken cancellationToken)
    {
        if (activityId is null) throw AutomationErrors.BadField("activityId", "The activityId is required.");
        // "MyPlot+Prod" means one's own.
        var qualified = activityId.Contains('.', StringComparison.Ordinal)
            ? activityId
            : $"{await apps.OwnerNameAsync(clientId, cancellationToken)}.{activityId}";
        if (BuiltInActivities.Find(qualified) is { } builtIn) return (qualified, "", builtIn);

        if (QualifiedId.Parse(qualified) is not { } id)
            throw AutomationErrors.BadField("activityId", $"'{AutomationErrors.Shown(activityId)}' is not a qualified id (owner.name+alias).");
        if (id.Alias == AutomationName.Latest) throw AutomationErrors.LatestAsReference("activityId", id.Name);
        var definition = await definitions.FindAsync(DefinitionKind.Activity, id, clientId, cancellationToken)
            ?? throw AutomationErrors.BadField("activityId", $"The activity '{activityId}' does not exist.");
        return (id.ToString(), definition.ClientId, JsonSerializer.Deserialize(definition.Json, AutomationJson.Default.ActivityBody)!);
    }

    // Bundles are looked up as the activity's owner sees them: whoever may use the activity uses them through it. What bundles use comes
    // after them and along with them; of one name, the first one counts.
    private async Task<IReadOnlyList<JobBundle>> FindBundlesAsync(
        ActivityBody activity, string activityId, string ownerClientId, CancellationToken cancellationToken)
    {
        var bundles = new List<JobBundle>();
        var wanted = new Queue<(string Reference, string UserClientId)>((activity.AppBundles ?? []).Select(reference => (reference, ownerClientId)));
        while (wanted.TryDequeue(out var next))
        {
            var id = QualifiedId.Parse(next.Reference)!.Value;
            if (bundles.Exists(known => known.Name == id.Name)) continue;
            var bundle = await definitions.FindAsync(DefinitionKind.AppBundle, id, next.UserClientId, cancellationToken)
                ?? throw AutomationErrors.BadField("activityId", $"The AppBundle '{next.Reference}' of '{activityId}' does not exist any more.");
            bundles.Add(new JobBundle(bundle.ClientId, bundle.Owner, bundle.Name, bundle.Version));
            var body = JsonSerializer.Deserialize(bundle.Json, AutomationJson.Default.AppBundleBody)!;
            foreach (var used in body.AppBundles ?? []) wanted.Enqueue((used, bundle.ClientId));
        }

        return bundles;
    }

    private async Task<int> LimitAsync(string clientId, EngineDefinition engine, int? asked, CancellationToken cancellationToken)
    {
        if (asked <= 0) throw AutomationErrors.BadField("limitProcessingTimeSec", "The limit must be at least 1 second.");
        var limits = await apps.FindLimitsAsync(clientId, cancellationToken);
        var own = limits?.BackendLimits?.GetValueOrDefault(engine.Product)?.LimitProcessingTimeSec;
        return Math.Min(asked ?? own ?? engine.DefaultProcessingSeconds, engine.MaxProcessingSeconds);
    }

    private static bool AsksForJobFolder(ArgumentBody debug)
    {
        if (debug.UploadJobFolder) return true;
        try
        {
            return debug.LiteralText is { } text && JsonSerializer.Deserialize(text, AutomationJson.Default.ArgumentBody)?.UploadJobFolder is true;
        }
        catch (JsonException)
        {
            throw AutomationErrors.BadField("arguments", "The argument 'adskDebug' must be {\"uploadJobFolder\": true}.");
        }
    }
}
