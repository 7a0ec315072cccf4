using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Authentication.Tokens;

/// <summary>A JSON web token taken apart; nothing in it is true before its signature is verified.</summary>
internal sealed record JsonWebToken(TokenHeader Header, byte[] Claims, byte[] SignedPart, byte[] Signature)
{
    public const string Algorithm = "RS256";

    /// <summary>The parts of a token signed with RS256; null when it is no such token.</summary>
    public static JsonWebToken? Parse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 3 || !parts.All(part => Base64Url.IsValid(part))) return null;
        try
        {
            var header = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(parts[0]), AuthenticationJson.Default.TokenHeader);
            if (header?.Algorithm != Algorithm) return null;
            return new JsonWebToken(
                header, Base64Url.DecodeFromChars(parts[1]), Encoding.UTF8.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The claims, or null when they are not of that form.</summary>
    public T? Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var claims = JsonSerializer.Deserialize(Claims, type);
            return JsonText.HasWholeStrings(Claims) ? claims : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
