namespace Apsis.Tests.Support;

/// <summary>A WorkItem, how its Activity makes it end, and the ends that its caller was told.</summary>
internal sealed record CampaignWait(string Id, string Expected, IReadOnlyList<string> Ends);
