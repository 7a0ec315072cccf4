namespace Apsis.Tests.DataManagement.Transfers.Faults;

/// <summary>One transfer of a campaign and how it ended.</summary>
/// <param name="IsUpload">The direction.</param>
/// <param name="Bytes">The length of the content.</param>
/// <param name="ObjectKey">The object.</param>
/// <param name="LocalPath">The file.</param>
/// <param name="Allowed">The SHA-1 of each content that is right; for a file that changes while it is sent, none is.</param>
/// <param name="Error">Null when it succeeded.</param>
internal sealed record CampaignTransfer(bool IsUpload, long Bytes, string ObjectKey, string LocalPath, IReadOnlyList<string> Allowed, Exception? Error = null);
