using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;

namespace Apsis.Runs;

/// <summary>Makes the arguments of a WorkItem at the moment of its submission. They hold tokens and signatures, and are never stored.</summary>
internal sealed class ArgumentLinks(ITokenProvider tokens, DataManagementClient data)
{
    private static readonly string[] ObjectScopes = [Scopes.DataRead, Scopes.DataWrite, Scopes.DataCreate];

    // The service uses the token again when it uploads: what is left of its hour must cover the queue and the work.
    private static readonly TimeSpan MinimumTokenLife = TimeSpan.FromMinutes(50);

    public async Task<WorkItemSpec> LinkAsync(RunState state, Activity activity, CancellationToken cancellationToken)
    {
        var arguments = new Dictionary<string, WorkItemArgument>(StringComparer.Ordinal);
        foreach (var input in state.Spec.Inputs)
            arguments[input.Argument] = await InputAsync(state, input, activity, cancellationToken).ConfigureAwait(false);
        foreach (var output in state.Spec.Outputs)
            arguments[output.Argument] = await OutputAsync(state, output, cancellationToken).ConfigureAwait(false);

        // The service reads both among the arguments, and nowhere else.
        if (state.Spec.OnCompleteUrl is { } onComplete)
            arguments["onComplete"] = WorkItemArgument.Callback(onComplete);
        if (state.Spec.OnProgressUrl is { } onProgress)
            arguments["onProgress"] = WorkItemArgument.Callback(onProgress);

        return new WorkItemSpec
        {
            ActivityId = state.Spec.ActivityId,
            Arguments = arguments,
            LimitProcessingTimeSec = state.Spec.LimitProcessingTimeSec,
        };
    }

    /// <summary>What the submission will look like before anything is uploaded: as long as the real one, or a little longer.</summary>
    public Task<WorkItemSpec> PreviewAsync(RunSpec spec, Activity activity, CancellationToken cancellationToken)
    {
        var id = RunId.New(data.Pipeline.Time);
        var uploaded = spec.Inputs.Where(input => input.IsUploaded)
            .ToImmutableDictionary(input => input.Argument, input => InputUpload.KeyOf(id, input));
        // A signed URL can not be made for what is not there yet; it is shorter than a urn with its token.
        return LinkAsync(new RunState { Id = id, Spec = spec with { LinkStyle = ArgumentLinkStyle.ObjectUrn }, Uploaded = uploaded }, activity, cancellationToken);
    }

    private async Task<WorkItemArgument> InputAsync(RunState state, RunInput input, Activity activity, CancellationToken cancellationToken)
    {
        WorkItemArgument argument = input switch
        {
            { IsUploaded: true } => await ObjectAsync(state.Spec, Verb.Get, state.Spec.BucketKey!, state.Uploaded[input.Argument], cancellationToken).ConfigureAwait(false),
            RunInput.Object item => await ObjectAsync(state.Spec, Verb.Get, item.BucketKey, item.ObjectKey, cancellationToken).ConfigureAwait(false),
            RunInput.Link link => new WorkItemArgument.Transfer { Url = link.Url.AbsoluteUri, Verb = Verb.Get },
            RunInput.Text text when IsLiteral(activity, text.Argument) => new WorkItemArgument.Text(text.Value),
            RunInput.Text text => Data("text/plain", text.Value),
            RunInput.Json json when IsLiteral(activity, json.Argument) => new WorkItemArgument.Json(JsonText(json.Value)),
            RunInput.Json json => Data("application/json", JsonText(json.Value)),
            _ => throw new InvalidOperationException($"An input of type {input.GetType().Name} has no link."),
        };
        return argument is WorkItemArgument.Transfer transfer
            ? transfer with { LocalName = input.LocalName, PathInZip = input.PathInZip, Optional = input.Optional }
            : argument;
    }

    private async Task<WorkItemArgument> OutputAsync(RunState state, RunOutput output, CancellationToken cancellationToken)
    {
        var link = output switch
        {
            RunOutput.Object item => await ObjectAsync(state.Spec, Verb.Put, state.Spec.BucketKey!, item.ObjectKey, cancellationToken).ConfigureAwait(false),
            RunOutput.Link outside => new WorkItemArgument.Transfer { Url = outside.Url.AbsoluteUri, Verb = Verb.Put },
            _ => throw new InvalidOperationException($"An output of type {output.GetType().Name} has no link."),
        };
        return link with { Optional = output.Optional, LocalName = output.LocalName };
    }

    private async Task<WorkItemArgument.Transfer> ObjectAsync(RunSpec spec, Verb verb, string bucketKey, string objectKey, CancellationToken cancellationToken)
    {
        if (spec.LinkStyle == ArgumentLinkStyle.ObjectUrn)
        {
            var token = await tokens.GetTokenAsync(ObjectScopes, MinimumTokenLife, cancellationToken).ConfigureAwait(false);
            return new WorkItemArgument.Transfer
            {
                Url = ObjectUrn.Of(BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey)),
                Verb = verb,
                Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token.AccessToken}" },
            };
        }

        var url = verb == Verb.Put
            ? await data.Objects.SignUploadAsync(bucketKey, objectKey, cancellationToken: cancellationToken).ConfigureAwait(false)
            : await data.Objects.SignDownloadAsync(bucketKey, objectKey, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new WorkItemArgument.Transfer { Url = url.Reveal(), Verb = verb };
    }

    private static bool IsLiteral(Activity activity, string argument) =>
        activity.Parameters.TryGetValue(argument, out var parameter) && parameter.Verb == Verb.Read;

    // The value of a literal is a string to the service; .NET's own client sends JSON in the same way.
    private static string JsonText(JsonNode? value) => value?.ToJsonString() ?? "null";

    private static WorkItemArgument.Transfer Data(string mediaType, string text) =>
        new() { Url = $"data:{mediaType},{Uri.EscapeDataString(text)}", Verb = Verb.Get };
}
