using System.Security.Cryptography;
using System.Text;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Automation;

/// <summary>
/// What a user may submit in the name of an app that pays for it: Activities that the app has signed, and if it has signed beginnings
/// of URLs, nothing but those.
/// </summary>
internal sealed class WorkItemSignatures(AppStore apps)
{
    private const string ActivityField = "Signatures.ActivityId";
    private const string UrlField = "Signatures.BaseUrls";

    /// <exception cref="AutomationRefusal">400: a signature is missing or wrong, or a URL is under no signed one.</exception>
    public async Task CheckAsync(Caller caller, WorkItemBody body, CancellationToken cancellationToken)
    {
        // With its own token the app answers for itself.
        if (caller.UserId is null) return;
        if (body.Signatures?.ActivityId is not { Length: > 0 } signature)
            throw AutomationErrors.BadField(ActivityField, $"Argument must be specified when using 3-legged oauth token. (Parameter '{ActivityField}')");
        var app = await apps.FindAsync(caller.ClientId, cancellationToken);
        if (app.PublicKey is not { } key)
            throw AutomationErrors.BadField(ActivityField, "The app has no public key to check signatures with: set one with PATCH /forgeapps/me.");
        if (!IsSigned(key, body.ActivityId ?? "", signature))
            throw AutomationErrors.BadField(ActivityField, "The signature is not that of the activityId by the app's key.");
        if (body.Signatures.BaseUrls is { Count: > 0 } baseUrls) CheckUrls(key, baseUrls, body.Arguments ?? new Dictionary<string, ArgumentBody>());
    }

    private static void CheckUrls(PublicKeyBody key, IReadOnlyList<SignedUrlBody> signed, IReadOnlyDictionary<string, ArgumentBody> arguments)
    {
        foreach (var entry in signed)
        {
            if (entry?.Url is not { Length: > 0 } url || entry.Signature is null || !IsSigned(key, url, entry.Signature))
                throw AutomationErrors.BadField(UrlField, $"The signature is not that of the url '{AutomationErrors.Shown(entry?.Url)}' by the app's key.");
        }

        var bases = signed.Select(entry => Plain(entry.Url!)).ToList();
        foreach (var (name, argument) in arguments)
        {
            if (argument is not null && Urls(argument).FirstOrDefault(url => !bases.Any(allowed => IsUnder(Plain(url), allowed))) is { })
                throw AutomationErrors.BadField(UrlField, $"The argument '{AutomationErrors.Shown(name)}' has a url that is under no signed url.");
        }
    }

    // Embedded data and files between WorkItems go to nobody.
    private static IEnumerable<string> Urls(ArgumentBody argument)
    {
        if (argument.Url is { } url && !DataUrl.Is(url) && !DasUrl.Is(url)) yield return url;
        foreach (var nested in (argument.References ?? []).Where(reference => reference is not null).SelectMany(Urls)) yield return nested;
    }

    /// <summary>The URL as it would be sent: without dot segments, and with the host in small letters.</summary>
    private static string Plain(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : url;

    // "https://example.com" covers neither example.com.evil.com nor another port.
    private static bool IsUnder(string url, string allowed) =>
        url.StartsWith(allowed, StringComparison.Ordinal)
        && (url.Length == allowed.Length || allowed[^1] is '/' or '?' or '&' or '=' || url[allowed.Length] is '/' or '?' or '#' or '&');

    private static bool IsSigned(PublicKeyBody key, string text, string signature)
    {
        try
        {
            using var rsa = RSA.Create(new RSAParameters
            {
                Modulus = Convert.FromBase64String(key.Modulus!),
                Exponent = Convert.FromBase64String(key.Exponent!),
            });
            // Without a byte order mark, as Autodesk's signer does it.
            return rsa.VerifyData(Encoding.Unicode.GetBytes(text), Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
