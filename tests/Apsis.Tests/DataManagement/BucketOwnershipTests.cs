using System.Net;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement;

public sealed class BucketOwnershipTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bucket_is_opened_to_other_apps_when_it_is_made()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var options = new CreateBucketOptions { PolicyKey = PolicyKey.Persistent, Region = "EMEA", Allow = { new BucketGrant { AuthId = "client-b", Access = BucketAccess.Read } } };

        var made = await aps.OwnerData().Buckets.CreateAsync("bucket", options, Stop);

        made.Permissions.Select(grant => (grant.AuthId, grant.Access)).ShouldBe([("client-a", "full"), ("client-b", "read")]);
        made.CreatedDate!.Value.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        (await aps.OwnerData().Buckets.ListAsync("EMEA", Stop).ToListAsync(Stop)).ShouldHaveSingleItem().BucketKey.ShouldBe("bucket");

        using var content = new MemoryStream([1, 2, 3]);
        await aps.OwnerData().Objects.UploadAsync(content, "bucket", "plan.dwg", cancellationToken: Stop);
        (await aps.OwnerData("client-b").Objects.GetDetailsAsync("bucket", "plan.dwg", cancellationToken: Stop)).Size.ShouldBe(3);
        (await Should.ThrowAsync<ApsHttpException>(() => aps.OwnerData("client-c").Objects.GetDetailsAsync("bucket", "plan.dwg", cancellationToken: Stop))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Options_of_no_sense_are_found_before_any_call()
    {
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        var buckets = service.Data().Buckets;
        var crowd = new CreateBucketOptions();
        for (var number = 0; number < 60; number++)
            crowd.Allow.Add(new BucketGrant { AuthId = $"app-{number}", Access = BucketAccess.Read });

        await Should.ThrowAsync<ArgumentException>(() => buckets.CreateAsync("bucket", crowd, Stop));
        await Should.ThrowAsync<ArgumentException>(() => buckets.CreateAsync("bucket", new CreateBucketOptions { Region = "US\r\nx: y" }, Stop));
        await Should.ThrowAsync<ArgumentException>(() => buckets.CreateAsync("bucket", new CreateBucketOptions { Allow = { new BucketGrant { AuthId = "b", Access = "all" } } }, Stop));
        await Should.ThrowAsync<ArgumentException>(() => buckets.InitiateTransferAsync("bucket", " ", Stop));
        service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_protected_bucket_can_not_be_deleted_until_it_is_protected_no_longer()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await data.Buckets.ProtectAsync("bucket", cancellationToken: Stop);
        await data.Buckets.ProtectAsync("bucket", cancellationToken: Stop);

        (await Should.ThrowAsync<ApsHttpException>(() => data.Buckets.DeleteAsync("bucket", Stop))).Message.ShouldContain("protected");

        await data.Buckets.ProtectAsync("bucket", isProtected: false, Stop);
        await data.Buckets.DeleteAsync("bucket", Stop);
        (await Should.ThrowAsync<ApsHttpException>(() => data.Buckets.GetAsync("bucket", Stop))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_bucket_changes_hands_in_two_steps()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        var other = aps.OwnerData("client-b");

        await data.Buckets.InitiateTransferAsync("bucket", "client-b", Stop);
        await EmulatedAps.PutAsync(other, "from-b");
        await EmulatedAps.PutAsync(data, "from-a");
        (await data.Buckets.ListAsync(cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();
        (await other.Buckets.ListAsync(cancellationToken: Stop).ToListAsync(Stop)).ShouldHaveSingleItem();

        await other.Buckets.CompleteTransferAsync("bucket", Stop);
        (await other.Buckets.GetAsync("bucket", Stop)).BucketOwner.ShouldBe("client-b");
        (await Should.ThrowAsync<ApsHttpException>(() => data.Objects.GetDetailsAsync("bucket", "from-a", Stop))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_offer_that_is_taken_back_changes_nothing()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await data.Buckets.InitiateTransferAsync("bucket", "client-b", Stop);

        await data.Buckets.CancelTransferAsync("bucket", Stop);

        (await data.Buckets.ListAsync(cancellationToken: Stop).ToListAsync(Stop)).ShouldHaveSingleItem();
        await Should.ThrowAsync<ApsHttpException>(() => data.Buckets.CompleteTransferAsync("bucket", Stop));
        await Should.ThrowAsync<ApsHttpException>(() => aps.OwnerData("client-b").Buckets.GetAsync("bucket", Stop));
    }
}
