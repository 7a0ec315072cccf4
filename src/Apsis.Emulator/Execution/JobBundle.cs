namespace Apsis.Emulator.Execution;

/// <summary>The version of an AppBundle that a job uses.</summary>
internal sealed record JobBundle(string ClientId, string Owner, string Name, int Version)
{
    /// <summary>As reports name it: <c>owner.name!4</c>.</summary>
    public string InternalId => $"{Owner}.{Name}!{Version}";
}
