using Apsis.Emulator.Authentication;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>The calls about the calling app itself: nickname, key, limits, shares.</summary>
internal sealed class AppEndpoints(AppStore apps, Listings listings, EngineCatalog engines, ApsEmulatorOptions options)
{
    private const string Me = "me";

    public async Task GetAsync(HttpContext http)
    {
        CheckMe(http);
        var app = await apps.FindAsync(http.GetCaller().ClientId, http.RequestAborted);
        if (app.PublicKey is null) await http.AnswerAsync(app.Nickname!, AutomationJson.Default.String);
        else await http.AnswerAsync(app, AutomationJson.Default.ForgeAppBody);
    }

    public async Task ChangeAsync(HttpContext http)
    {
        CheckMe(http);
        var body = await http.ReadAsync(AutomationJson.Default.ForgeAppBody, options.Automation.MaxPayloadBytes);
        if (body.PublicKey is { } key && !(IsBase64(key.Exponent) && IsBase64(key.Modulus)))
            throw AutomationErrors.BadField("publicKey", "Exponent and Modulus are required, in standard base64.");
        await apps.ChangeAsync(http.GetCaller().ClientId, body, http.RequestAborted);
        await http.AnswerNothing(StatusCodes.Status200OK);
    }

    public async Task DeleteAsync(HttpContext http)
    {
        CheckMe(http);
        await apps.DeleteAsync(http.GetCaller().ClientId, http.RequestAborted);
        await http.AnswerNothing(StatusCodes.Status204NoContent);
    }

    public async Task ListSharesAsync(HttpContext http)
    {
        var shares = await listings.SharesAsync(http.GetCaller().ClientId, http.RequestAborted);
        await http.AnswerAsync(PageToken.Cut(shares, Listings.KeyOf, http.PageToken()), AutomationJson.Default.PageOfShares);
    }

    public async Task GetLimitsAsync(HttpContext http)
    {
        CheckMe(http);
        var own = await apps.FindLimitsAsync(http.GetCaller().ClientId, http.RequestAborted);
        await http.AnswerAsync(Merge(own), AutomationJson.Default.ServiceLimitsBody);
    }

    public async Task ChangeLimitsAsync(HttpContext http)
    {
        CheckMe(http);
        var change = await http.ReadAsync(AutomationJson.Default.ServiceLimitsBody, options.Automation.MaxPayloadBytes);
        var clientId = http.GetCaller().ClientId;
        if (change.FrontendLimits?.LimitMonthlyProcessingTimeInHours is < 0 or double.PositiveInfinity)
            throw AutomationErrors.BadField("frontendLimits.limitMonthlyProcessingTimeInHours", "The limit must be a number of hours, and not negative.");
        var before = await apps.FindLimitsAsync(clientId, http.RequestAborted);
        var backends = new Dictionary<string, BackendLimitsBody>(before?.BackendLimits ?? new Dictionary<string, BackendLimitsBody>());
        foreach (var (product, limits) in change.BackendLimits ?? new Dictionary<string, BackendLimitsBody>())
        {
            var engine = engines.FindProduct(product) ?? throw AutomationErrors.BadField("backendLimits", $"There is no engine '{AutomationErrors.Shown(product)}'.");
            if (limits?.LimitProcessingTimeSec is not { } seconds) continue;
            if (seconds < 1 || seconds > engine.MaxProcessingSeconds)
                throw AutomationErrors.BadField($"backendLimits.{engine.Product}.limitProcessingTimeSec", $"The limit is 1 to {engine.MaxProcessingSeconds} seconds.");
            backends[engine.Product] = new BackendLimitsBody { LimitProcessingTimeSec = seconds };
        }

        var stored = new ServiceLimitsBody { FrontendLimits = change.FrontendLimits ?? before?.FrontendLimits, BackendLimits = backends };
        await apps.SetLimitsAsync(clientId, stored, http.RequestAborted);
        await http.AnswerAsync(Merge(stored), AutomationJson.Default.ServiceLimitsBody);
    }

    private ServiceLimitsBody Merge(ServiceLimitsBody? own) => new()
    {
        FrontendLimits = new FrontendLimitsBody
        {
            LimitPayloadSizeInKB = options.Automation.MaxPayloadBytes / 1024,
            LimitVersions = 100,
            LimitAliases = 100,
            LimitPublicAliases = options.Automation.PublicAliasLimit,
            LimitAppUploadSizeInMB = (int)(options.Automation.MaxAppBundleBytes / (1024 * 1024)),
            LimitMonthlyProcessingTimeInHours = own?.FrontendLimits?.LimitMonthlyProcessingTimeInHours,
        },
        BackendLimits = engines.All.DistinctBy(engine => engine.Product).ToDictionary(
            engine => engine.Product,
            engine => new BackendLimitsBody
            {
                LimitProcessingTimeSec =
                    own?.BackendLimits?.GetValueOrDefault(engine.Product)?.LimitProcessingTimeSec ?? engine.DefaultProcessingSeconds,
                LimitTotalUncompressedAppsSizeInMB = engine.MaxUnpackedAppBundlesMegabytes,
            }),
    };

    private static void CheckMe(HttpContext http)
    {
        if (http.RouteValue("id") != Me) throw AutomationErrors.BadField("id", "The id must be 'me'.");
    }

    private static bool IsBase64(string? text) => text is { Length: > 0 } && System.Buffers.Text.Base64.IsValid(text);
}
