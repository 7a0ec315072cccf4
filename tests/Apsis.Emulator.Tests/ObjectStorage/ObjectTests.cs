using System.Net;
using System.Net.Http.Json;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class ObjectTests : ObjectStorageTest
{
    [Fact]
    public async Task Objects_are_listed_in_key_order_page_by_page()
    {
        string[] keys = ["a", "b/1", "b/2", "b/ä&", "c"];
        foreach (var key in keys) await UploadAsync(key, Bytes(1));

        (await KeysAsync(Bucket + "/objects?limit=2")).ShouldBe(keys);
        (await KeysAsync(Bucket + "/objects?limit=1&beginsWith=b%2F")).ShouldBe(["b/1", "b/2", "b/ä&"]);
        (await KeysAsync(Bucket + "/objects?beginsWith=%25")).ShouldBeEmpty();
        (await KeysAsync(Bucket + "/objects?startAt=b%2F2")).ShouldBe(["b/ä&", "c"]);
    }

    [Fact]
    public async Task A_copy_has_the_content_and_outlives_the_original()
    {
        await UploadAsync("from", Bytes(100));
        using var copied = await Client.PutAsync(Bucket + "/objects/from/copyto/to%2Fhere", content: null, Cancellation);
        copied.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var deleted = await Client.DeleteAsync(Bucket + "/objects/from", Cancellation);

        (await DownloadAsync("to/here")).ShouldBe(Bytes(100));
        using var again = await Client.DeleteAsync(Bucket + "/objects/to%2Fhere", Cancellation);
        Directory.GetFiles(BlobPath).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_over_an_object_needs_more_than_the_right_to_create()
    {
        await UploadAsync("from", Bytes(1));
        await UploadAsync("to", Bytes(2));
        using var creator = await ClientAsync("data:create");
        using var refused = await creator.PutAsync(Bucket + "/objects/from/copyto/to", content: null, Cancellation);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var allowed = await creator.PutAsync(Bucket + "/objects/from/copyto/new", content: null, Cancellation);
        allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Deleting_what_does_not_exist_answers_404()
    {
        using var answer = await Client.DeleteAsync(Bucket + "/objects/nothing", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ReasonAsync(answer)).ShouldBe("Object does not exist");
    }

    [Fact]
    public async Task Others_read_and_write_as_far_as_they_are_allowed()
    {
        await PostAsync("/oss/v2/buckets", new
        {
            bucketKey = "shared",
            policyKey = "persistent",
            allow = new[] { new { authId = "reader", access = "read" }, new { authId = "writer", access = "write" } },
        });
        await UploadAsync("x", Bytes(1), "/oss/v2/buckets/shared");
        using var reader = await ClientAsync(clientId: "reader");
        using var writer = await ClientAsync(clientId: "writer");
        using var stranger = await ClientAsync(clientId: "stranger");

        await GetAsync("/oss/v2/buckets/shared/objects/x/signeds3download", client: reader);
        await GetAsync("/oss/v2/buckets/shared/objects/x/signeds3upload", HttpStatusCode.Forbidden, reader);
        await GetAsync("/oss/v2/buckets/shared/objects/x/signeds3upload", client: writer);
        await GetAsync("/oss/v2/buckets/shared/objects/x/details", HttpStatusCode.Forbidden, writer);
        await GetAsync("/oss/v2/buckets/shared/objects/x/details", HttpStatusCode.Forbidden, stranger);
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_have_answers_405()
    {
        using var answer = await Client.PostAsync(Bucket + "/objects/x/details", JsonContent.Create(new { }), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["GET"]);
        (await ReasonAsync(answer)).ShouldBe("Method POST is not supported here");
    }

    private async Task<List<string>> KeysAsync(string? url)
    {
        var keys = new List<string>();
        while (url is not null)
        {
            var page = await GetAsync(url);
            keys.AddRange(page["items"]!.AsArray().Select(item => item!["objectKey"]!.GetValue<string>()));
            url = page["next"]?.GetValue<string>();
        }

        return keys;
    }
}
