namespace Apsis.Emulator.Authentication.ServiceAccounts;

/// <summary>How service accounts may be called.</summary>
internal static class ServiceAccountNames
{
    public static void Check(ServiceAccountRequest request)
    {
        Check(request.Name, "name", mayHaveUnderscores: false);
        Check(request.FirstName, "firstName", mayHaveUnderscores: true);
        Check(request.LastName, "lastName", mayHaveUnderscores: false);
    }

    private static void Check(string? text, string field, bool mayHaveUnderscores)
    {
        var isName = text?.Length is >= 5 and <= 100 && text.Any(char.IsAsciiLetterOrDigit)
            && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-' || character == '_' && mayHaveUnderscores);
        if (isName) return;
        var more = mayHaveUnderscores ? "dashes and underscores" : "dashes";
        throw AuthenticationRefusal.InvalidRequest($"'{field}' must have 5 to 100 characters: letters or digits, and {more}.");
    }
}
