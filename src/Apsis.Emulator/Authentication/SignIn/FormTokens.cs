using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>Binds a form to the browser and the request that it was shown for, so that no other site can send it in a user's name.</summary>
internal sealed class FormTokens(SecretStore secrets)
{
    public async Task<string> MakeAsync(string browser, string form, string query, CancellationToken cancellationToken)
    {
        var key = await secrets.GetOrAddAsync("sign-in form key", () => RandomNumberGenerator.GetBytes(32), cancellationToken);
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{browser}\n{form}\n{query}")));
    }

    /// <exception cref="PageRefusal">The form was not made for this browser and request.</exception>
    public async Task CheckAsync(string token, string? browser, string form, string query, CancellationToken cancellationToken)
    {
        if (browser is null) throw new PageRefusal("Your browser sent no cookie. Allow cookies for this page, then start again from the app.");
        var expected = await MakeAsync(browser, form, query, cancellationToken);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(token)))
            throw new PageRefusal("This page is out of date. Start again from the app.");
    }
}
