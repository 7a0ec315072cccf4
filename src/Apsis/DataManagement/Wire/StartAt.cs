namespace Apsis.DataManagement;

/// <summary>Reads where the next page starts out of the absolute URL that the service gives for it.</summary>
/// <remarks>Only the value is taken: following the URL itself would send the token wherever it points.</remarks>
internal static class StartAt
{
    public static string? Of(string? next)
    {
        if (!Uri.TryCreate(next, UriKind.Absolute, out var url))
            return null;

        foreach (var pair in url.Query.TrimStart('?').Split('&'))
        {
            if (pair.StartsWith("startAt=", StringComparison.OrdinalIgnoreCase))
                return Uri.UnescapeDataString(pair["startAt=".Length..].Replace('+', ' '));
        }

        return null;
    }
}
