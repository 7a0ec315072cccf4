using System.Net;
using Apsis.Auth;
using Apsis.Cli.Target;
using Apsis.Exceptions;

namespace Apsis.Cli.Doctor;

/// <summary>Looks at everything that a run needs, without changing anything and without a WorkItem.</summary>
internal sealed class Examination(ApsTarget target, TimeProvider time)
{
    public async IAsyncEnumerable<Finding> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reachable = true;
        foreach (var finding in await Reachability.LookAsync(target.Options.BaseUrl, time, cancellationToken))
        {
            reachable &= finding is not { Check: "network", Outcome: Finding.Failed };
            yield return finding;
        }

        // The rest would fail for the same reason, one by one and slowly.
        if (!reachable)
            yield break;

        var credentials = await CredentialsAsync(cancellationToken);
        yield return credentials;
        if (credentials.Outcome != Finding.Failed)
        {
            yield return await NicknameAsync(cancellationToken);
            yield return await EnginesAsync(cancellationToken);
            yield return await BucketAsync(cancellationToken);
        }

        foreach (var finding in CallbackSettings.Look(target.Options))
            yield return finding;
    }

    private async Task<Finding> CredentialsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = await target.Auth.TwoLegged.GetTokenAsync(Scopes.DefaultAutomation, cancellationToken);
            return new Finding("credentials", Finding.Ok, $"client id '{target.Options.ClientId}' gets a token for {string.Join(' ', token.Scopes)}");
        }
        catch (ApsHttpException error) when (error.Status == HttpStatusCode.BadRequest)
        {
            return new Finding("scopes", Finding.Failed, await RefusedScopesAsync(error, cancellationToken));
        }
        catch (ApsException error)
        {
            return new Finding("credentials", Finding.Failed, error.Message);
        }
    }

    // One by one, to name the scopes that the app can not have.
    private async Task<string> RefusedScopesAsync(ApsHttpException all, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        foreach (var scope in Scopes.DefaultAutomation)
        {
            try
            {
                await target.Auth.TwoLegged.GetTokenAsync([scope], cancellationToken);
            }
            catch (ApsHttpException)
            {
                refused.Add(scope);
            }
        }

        return refused.Count is 0 ? all.Message
            : $"the app gets no token for: {string.Join(' ', refused)}. Add the API products (Automation API, Data Management API) to the app, and check its type.";
    }

    private Task<Finding> NicknameAsync(CancellationToken cancellationToken) => TryAsync("nickname", async () =>
    {
        var owner = await target.Automation.App.GetNicknameAsync(cancellationToken);
        return owner == target.Options.ClientId && !target.IsBuiltIn
            ? new Finding("nickname", Finding.Warning, "the app has no nickname, so its ids begin with the client id. One can be chosen only while the app owns no AppBundle and no Activity.")
            : new Finding("nickname", Finding.Ok, $"ids begin with '{owner}'");
    });

    private Task<Finding> EnginesAsync(CancellationToken cancellationToken) => TryAsync("engines", async () =>
    {
        var engines = await target.Automation.Engines.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        var products = engines.Select(engine => engine.Split('+')[0]).Distinct().Order(StringComparer.Ordinal);
        return engines.Count == 0
            ? new Finding("engines", Finding.Failed, "Design Automation offers this app no engine. Does it have the Automation API?")
            : new Finding("engines", Finding.Ok, $"{engines.Count} engines: {string.Join(", ", products)}");
    });

    private Task<Finding> BucketAsync(CancellationToken cancellationToken) => TryAsync("bucket", async () =>
    {
        var key = target.DefaultBucket;
        try
        {
            var bucket = await target.Data.Buckets.GetAsync(key, cancellationToken);
            return new Finding("bucket", Finding.Ok, $"'{key}' is there ({bucket.PolicyKey})");
        }
        catch (ApsHttpException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return new Finding("bucket", Finding.Ok, $"'{key}' is not there yet; the first run makes it");
        }
        catch (ApsHttpException foreign) when (foreign.Status == HttpStatusCode.Forbidden)
        {
            return new Finding("bucket", Finding.Failed, $"'{key}' belongs to another app: keys are unique in the world. Choose another (APS_DEFAULT_BUCKET).");
        }
    });

    private static async Task<Finding> TryAsync(string check, Func<Task<Finding>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception error) when (error is ApsException or ArgumentException)
        {
            return new Finding(check, Finding.Failed, error.Message);
        }
    }
}
