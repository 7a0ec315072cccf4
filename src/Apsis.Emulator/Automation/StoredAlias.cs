namespace Apsis.Emulator.Automation;

internal sealed record StoredAlias(string Id, int Version, IReadOnlyList<string> Receivers)
{
    public bool IsPublic => Receivers.Contains(AliasStore.Everyone, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an app may use it that does not own it. Client ids are told apart by case, nicknames are not.</summary>
    public bool IsSharedWith(AppNames app) =>
        IsPublic || app.ClientId is { } clientId && Receivers.Contains(clientId, StringComparer.Ordinal)
        || app.Nickname is { } nickname && Receivers.Contains(nickname, StringComparer.OrdinalIgnoreCase);
}
