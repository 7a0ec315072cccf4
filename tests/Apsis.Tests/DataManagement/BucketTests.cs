using System.Net;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement;

public sealed class BucketTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bucket_is_made_once_and_found_afterwards()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var buckets = aps.Data().Buckets;

        var made = await buckets.EnsureAsync("my-bucket", new CreateBucketOptions { PolicyKey = PolicyKey.Temporary }, Stop);
        var found = await buckets.EnsureAsync("my-bucket", new CreateBucketOptions { PolicyKey = PolicyKey.Transient }, Stop);

        made.PolicyKey.ShouldBe("temporary");
        found.ShouldBe(made with { Extra = found.Extra, Permissions = found.Permissions });
    }

    [Fact]
    public async Task Many_who_make_the_same_bucket_at_once_all_get_it()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var buckets = aps.Data().Buckets;

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => buckets.EnsureAsync("my-bucket", cancellationToken: Stop)));

        all.ShouldAllBe(bucket => bucket.BucketKey == "my-bucket");
    }

    [Fact]
    public async Task A_bucket_that_another_app_owns_is_refused_with_advice()
    {
        await using var aps = await EmulatedAps.StartAsync();
        await aps.Data("client-a").Buckets.CreateAsync("my-bucket", cancellationToken: Stop);

        var error = await Should.ThrowAsync<ApsHttpException>(() => aps.Data("client-b").Buckets.EnsureAsync("my-bucket", cancellationToken: Stop));

        error.Message.ShouldContain("another app owns it");
    }

    [Fact]
    public async Task A_bad_key_or_policy_is_found_before_any_call()
    {
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        var buckets = service.Data().Buckets;

        await Should.ThrowAsync<ArgumentException>(() => buckets.EnsureAsync("No Good", cancellationToken: Stop));
        await Should.ThrowAsync<ArgumentException>(() => buckets.CreateAsync("good", new CreateBucketOptions { PolicyKey = "for ever" }, Stop));
        service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Listings_go_through_all_pages_of_their_own_app_only()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var buckets = aps.Data().Buckets;
        foreach (var number in Enumerable.Range(0, 130))
            await buckets.CreateAsync($"bucket-{number:000}", cancellationToken: Stop);
        await aps.Data("client-b").Buckets.CreateAsync("foreign", cancellationToken: Stop);

        (await buckets.ListAsync(cancellationToken: Stop).Select(bucket => bucket.BucketKey).ToListAsync(Stop))
            .ShouldBe(Enumerable.Range(0, 130).Select(number => $"bucket-{number:000}"));
    }

    [Fact]
    public async Task A_next_page_that_points_elsewhere_is_not_followed_there()
    {
        await using var evil = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(context, """{"items":[]}"""));
        var page = 0;
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(context, page++ == 0
            ? $$"""{"items":[{"bucketKey":"one"}],"next":"{{evil.BaseUrl}}oss/v2/buckets?startAt=one"}"""
            : """{"items":[{"bucketKey":"two"}]}"""));

        var keys = await service.Data().Buckets.ListAsync(cancellationToken: Stop).Select(bucket => bucket.BucketKey).ToListAsync(Stop);

        keys.ShouldBe(["one", "two"]);
        evil.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_a_404()
    {
        await using var aps = await EmulatedAps.StartAsync();

        (await Should.ThrowAsync<ApsHttpException>(() => aps.Data().Buckets.GetAsync("nowhere", Stop))).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
