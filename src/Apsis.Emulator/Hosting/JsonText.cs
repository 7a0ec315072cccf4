using System.Text.Json;

namespace Apsis.Emulator.Hosting;

/// <summary>What JSON allows and .NET's strings do not.</summary>
internal static class JsonText
{
    /// <summary>Whether every string of a JSON text can be read: one may spell half a character, <c>"\ud800"</c>.</summary>
    public static bool HasWholeStrings(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) reader.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
