namespace Apsis.Emulator.Automation;

/// <summary><c>owner.name+alias</c>. The owner is a nickname or a client id.</summary>
internal readonly record struct QualifiedId(string Owner, string Name, string Alias)
{
    public static QualifiedId? Parse(string? text)
    {
        if (text is null || text.Length > 200) return null;
        // A path is decoded before it gets here; a client that encodes twice still means a plus.
        text = text.Replace("%2B", "+", StringComparison.OrdinalIgnoreCase);
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || plus < dot) return null;

        var id = new QualifiedId(text[..dot], text[(dot + 1)..plus], text[(plus + 1)..]);
        var isValid = id.Owner.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            && AutomationName.IsName(id.Name) && AutomationName.IsAlias(id.Alias);
        return isValid ? id : null;
    }

    public override string ToString() => $"{Owner}.{Name}+{Alias}";
}
