namespace Apsis.Auth;

/// <summary>What a redirect says. Anybody can make a browser send one: nothing in it is believed before the state is checked.</summary>
internal sealed class RedirectQuery
{
    public string? Code { get; private init; }

    public string? State { get; private init; }

    public string? Error { get; private init; }

    public string? ErrorDescription { get; private init; }

    /// <summary>Reads a query, with or without its question mark; null when a parameter of ours is there twice.</summary>
    public static RedirectQuery? Of(string query)
    {
        var start = query.IndexOf('?', StringComparison.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query[(start + 1)..].Split('#')[0].Split('&'))
        {
            var parts = pair.Split('=', 2);
            var name = Decode(parts[0]);
            if (name is "code" or "state" or "error" or "error_description" && !values.TryAdd(name, parts.Length > 1 ? Decode(parts[1]) : ""))
                return null;
        }

        return new RedirectQuery { Code = Value("code"), State = Value("state"), Error = Value("error"), ErrorDescription = Value("error_description") };

        string? Value(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
