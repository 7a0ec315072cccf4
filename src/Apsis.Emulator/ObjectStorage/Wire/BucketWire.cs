namespace Apsis.Emulator.ObjectStorage;

internal sealed record BucketRequest(string? BucketKey, string? PolicyKey, IReadOnlyList<BucketGrant>? Allow);

internal sealed record ProtectionRequest(bool? Protection);

internal sealed record TransferRequest(string? Operation, string? Key);

internal sealed record BucketGrant(string? AuthId, string? Access);

internal sealed record BucketDetails(
    string BucketKey, string BucketOwner, long CreatedDate, IReadOnlyList<BucketGrant> Permissions, string PolicyKey);

internal sealed record BucketPage(IReadOnlyList<BucketItem> Items, string? Next);

internal sealed record BucketItem(string BucketKey, long CreatedDate, string PolicyKey);
