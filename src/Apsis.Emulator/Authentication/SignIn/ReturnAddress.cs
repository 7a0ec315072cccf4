namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>Where and how an answer goes back to the app.</summary>
/// <param name="RedirectUri">The app's URL, as the app wrote it.</param>
/// <param name="Mode">Where in it the answer stands.</param>
/// <param name="State">Given back as it came.</param>
internal sealed record ReturnAddress(string RedirectUri, ResponseMode Mode, string? State)
{
    /// <summary>The fields of an answer, the state among them.</summary>
    public IReadOnlyList<(string Name, string Value)> With(params (string Name, string Value)[] fields) =>
        State is null ? fields : [.. fields, ("state", State)];

    /// <summary>The URL with the fields in its query or fragment.</summary>
    public string Url(IReadOnlyList<(string Name, string Value)> fields)
    {
        var text = string.Join('&', fields.Select(field => field.Name + "=" + Uri.EscapeDataString(field.Value)));
        if (Mode == ResponseMode.Fragment) return RedirectUri + "#" + text;
        if (!RedirectUri.Contains('?', StringComparison.Ordinal)) return RedirectUri + "?" + text;
        return RedirectUri + (RedirectUri[^1] is '?' or '&' ? "" : "&") + text;
    }
}
