namespace Apsis.Emulator.Automation;

/// <summary>A version of an AppBundle or Activity as it is stored.</summary>
/// <param name="ClientId">The client that owns it.</param>
/// <param name="Owner">How the owner is named: its nickname, else its client id.</param>
/// <param name="Name">Its bare name.</param>
/// <param name="Version">From 1 on.</param>
/// <param name="Json">The body as it was accepted.</param>
/// <param name="PackageBlobId">The uploaded zip; null for an Activity, and until a bundle is uploaded.</param>
internal sealed record Definition(string ClientId, string Owner, string Name, int Version, string Json, string? PackageBlobId)
{
    public string UnversionedId => $"{Owner}.{Name}";
}
