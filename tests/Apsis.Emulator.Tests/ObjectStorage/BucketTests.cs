using System.Net;
using System.Net.Http.Json;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class BucketTests : ObjectStorageTest
{
    [Fact]
    public async Task A_new_bucket_lists_its_owner_with_full_access_and_who_else_is_allowed()
    {
        var created = await PostAsync("/oss/v2/buckets", new
        {
            bucketKey = "shared-1",
            policyKey = "transient",
            allow = new[] { new { authId = "client-b", access = "read" } },
        });

        created["bucketKey"]!.GetValue<string>().ShouldBe("shared-1");
        created["bucketOwner"]!.GetValue<string>().ShouldBe("client-a");
        created["policyKey"]!.GetValue<string>().ShouldBe("transient");
        created["createdDate"]!.GetValue<long>().ShouldBeGreaterThan(1_000_000_000_000);
        created["permissions"]!.ToJsonString().ShouldBe("""[{"authId":"client-a","access":"full"},{"authId":"client-b","access":"read"}]""");
        (await GetAsync("/oss/v2/buckets/shared-1/details")).ToJsonString().ShouldBe(created.ToJsonString());
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("a/b/c")]
    [InlineData("with blank")]
    [InlineData("abc\n")]
    public async Task A_bucket_key_of_other_characters_is_refused(string key)
    {
        var error = await PostAsync("/oss/v2/buckets", new { bucketKey = key, policyKey = "transient" }, HttpStatusCode.BadRequest);
        error["reason"]!.GetValue<string>().ShouldBe("Valid field 'bucketKey' must be of the form  [-_.a-z0-9]{3,128}");
    }

    [Fact]
    public async Task A_policy_that_does_not_exist_is_refused() =>
        await PostAsync("/oss/v2/buckets", new { bucketKey = "some-bucket", policyKey = "forever" }, HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_body_that_is_not_JSON_is_refused()
    {
        using var content = new StringContent("{", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await Client.PostAsync("/oss/v2/buckets", content, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_key_is_taken_for_everybody()
    {
        using var other = await ClientAsync(clientId: "client-b");
        foreach (var client in new[] { Client, other })
        {
            var error = await PostAsync("/oss/v2/buckets", new { bucketKey = "drawings", policyKey = "transient" }, HttpStatusCode.Conflict, client);
            error["reason"]!.GetValue<string>().ShouldBe("Bucket already exists");
        }
    }

    [Fact]
    public async Task Others_may_neither_see_list_nor_delete_a_bucket()
    {
        using var other = await ClientAsync(clientId: "client-b");
        using var details = await other.GetAsync(Bucket + "/details", Cancellation);
        details.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var list = await other.GetAsync(Bucket + "/objects", Cancellation);
        list.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var delete = await other.DeleteAsync(Bucket, Cancellation);
        delete.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync("/oss/v2/buckets", client: other))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_follow_each_other_by_absolute_links()
    {
        for (var i = 0; i < 5; i++) await CreateBucketAsync($"page-{i}");

        var keys = new List<string>();
        var url = "/oss/v2/buckets?limit=2";
        while (url is not null)
        {
            var page = await GetAsync(url);
            keys.AddRange(page["items"]!.AsArray().Select(item => item!["bucketKey"]!.GetValue<string>()));
            url = page["next"]?.GetValue<string>();
            if (url is not null) url.ShouldStartWith(Emulator.BaseAddress + "oss/v2/buckets?region=US&");
        }

        keys.ShouldBe(["drawings", "page-0", "page-1", "page-2", "page-3", "page-4"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("ten")]
    public async Task A_limit_out_of_range_is_refused(string limit) =>
        (await GetAsync($"/oss/v2/buckets?limit={limit}", HttpStatusCode.BadRequest))["reason"]!.GetValue<string>().ShouldBe("Invalid limit");

    [Theory]
    [InlineData("region")]
    [InlineData("x-ads-region")]
    public async Task A_bucket_is_listed_in_its_region_only(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oss/v2/buckets")
        {
            Headers = { { header, "EMEA" } },
            Content = JsonContent.Create(new { bucketKey = "european", policyKey = "transient" }),
        };
        using var created = await Client.SendAsync(request, Cancellation);
        created.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await GetAsync("/oss/v2/buckets?region=emea"))["items"]![0]!["bucketKey"]!.GetValue<string>().ShouldBe("european");
        (await GetAsync("/oss/v2/buckets"))["items"]!.AsArray().Count.ShouldBe(1);
        using var listing = new HttpRequestMessage(HttpMethod.Get, "/oss/v2/buckets") { Headers = { { header, "EMEA" } } };
        using var listed = await Client.SendAsync(listing, Cancellation);
        (await listed.Content.ReadAsStringAsync(Cancellation)).ShouldContain("\"european\"");
        await GetAsync("/oss/v2/buckets?region=MOON", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_deleted_bucket_takes_its_objects_along()
    {
        await UploadAsync("a.dwg", Bytes(10));
        using var deleted = await Client.DeleteAsync(Bucket, Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await GetAsync(Bucket + "/details", HttpStatusCode.NotFound))["reason"]!.GetValue<string>().ShouldBe("Bucket not found");
        await GetAsync(Bucket + "/objects/a.dwg/details", HttpStatusCode.NotFound);
        await CreateBucketAsync("drawings");
        (await GetAsync(Bucket + "/objects"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused()
    {
        using var client = await ClientAsync("data:read");
        using var answer = await client.GetAsync("/oss/v2/buckets", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
