using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>Reads the forms of the authentication service.</summary>
internal static class FormParameters
{
    /// <summary>The form of the request.</summary>
    /// <exception cref="AuthenticationRefusal">400: it is no form, or cannot be read.</exception>
    public static async Task<IFormCollection> ReadFormOrRefuseAsync(this HttpContext http)
    {
        // The second part also knows a header that only begins so.
        var isForm = http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true && http.Request.HasFormContentType;
        if (!isForm) throw AuthenticationRefusal.NotForm();
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException e)
        {
            throw AuthenticationRefusal.InvalidRequest($"The form cannot be read: {e.Message}");
        }
    }

    /// <summary>A field that must be there.</summary>
    /// <exception cref="AuthenticationRefusal">400: it is missing or empty.</exception>
    public static string Required(this IFormCollection form, string name) =>
        form[name].ToString() is { Length: > 0 } value ? value : throw AuthenticationRefusal.MissingParameter(name);
}
