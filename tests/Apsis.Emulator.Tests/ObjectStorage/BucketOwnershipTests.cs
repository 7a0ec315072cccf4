using System.Net;
using System.Net.Http.Json;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class BucketOwnershipTests : ObjectStorageTest
{
    private const string Scopes = "data:read data:write bucket:read bucket:delete bucket:update";

    [Fact]
    public async Task A_protected_bucket_refuses_to_be_deleted()
    {
        using var owner = await ClientAsync(Scopes);
        (await SendAsync(owner, "protect", new { protection = true })).ShouldBe((HttpStatusCode.OK, "Bucket drawings protection set to true"));
        using var refused = await owner.DeleteAsync(Bucket, Cancellation);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ReasonAsync(refused)).ShouldBe("Bucket is protected");

        (await SendAsync(owner, "protect", new { protection = false })).ShouldBe((HttpStatusCode.OK, "Bucket drawings protection set to false"));
        using var deleted = await owner.DeleteAsync(Bucket, Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Protection_and_transfer_are_the_owner_s_with_the_right_scope()
    {
        using var other = await ClientAsync(Scopes, "client-b");
        (await SendAsync(other, "protect", new { protection = true })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(other, "transfer", new { operation = "initiate", key = "client-b" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(Client, "protect", new { protection = true })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Both_own_a_bucket_until_the_transfer_ends()
    {
        using var owner = await ClientAsync(Scopes);
        using var other = await ClientAsync(Scopes, "client-b");
        (await SendAsync(owner, "transfer", new { operation = "initiate", key = "client-b" })).ShouldBe((HttpStatusCode.OK, ""));
        await GetAsync(Bucket + "/objects", client: owner);
        await GetAsync(Bucket + "/objects", client: other);
        await GetAsync(Bucket + "/details", client: other);
        (await GetAsync("/oss/v2/buckets", client: owner))["items"]!.AsArray().ShouldBeEmpty();
        (await GetAsync("/oss/v2/buckets", client: other))["items"]!.AsArray().Count.ShouldBe(1);

        (await SendAsync(other, "transfer", new { operation = "complete" })).Status.ShouldBe(HttpStatusCode.OK);
        await GetAsync(Bucket + "/objects", HttpStatusCode.Forbidden, owner);
        (await GetAsync(Bucket + "/details", client: other))["permissions"]!.ToJsonString().ShouldBe("""[{"authId":"client-b","access":"full"}]""");
    }

    [Theory]
    [InlineData("complete", null)]
    [InlineData("cancel", null)]
    [InlineData("initiate", null)]
    [InlineData("steal", "client-b")]
    public async Task A_step_of_no_sense_is_refused(string operation, string? key)
    {
        using var owner = await ClientAsync(Scopes);
        (await SendAsync(owner, "transfer", new { operation, key })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpClient client, string call, object body)
    {
        using var answer = await client.PostAsync($"{Bucket}/{call}", JsonContent.Create(body), Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
