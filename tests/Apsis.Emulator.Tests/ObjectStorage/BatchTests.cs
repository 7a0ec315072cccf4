using System.Net;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class BatchTests : ObjectStorageTest
{
    [Fact]
    public async Task Many_objects_go_up_and_down_in_three_calls()
    {
        string[] keys = ["a/1", "a/2", "b+3"];
        var opened = await PostAsync(Bucket + "/objects/batchsigneds3upload", new { requests = keys.Select(key => new { objectKey = key }) });
        foreach (var key in keys)
        {
            using var put = await PutAsync(opened["results"]![key]!["urls"]![0]!.GetValue<string>(), Bytes(key.Length * 10));
        }

        var completed = await PostAsync(Bucket + "/objects/batchcompleteupload", new
        {
            requests = keys.Select(key => new JsonObject
            {
                ["objectKey"] = key,
                ["uploadKey"] = opened["results"]![key]!["uploadKey"]!.GetValue<string>(),
                ["x-ads-meta-Content-Type"] = "text/plain",
                ["x-ads-meta-Cache-Control"] = "no-store",
            }),
        });
        completed["results"]!["a/1"]!["contentType"]!.GetValue<string>().ShouldBe("text/plain");
        completed["results"]!["a/1"]!["cacheControl"]!.GetValue<string>().ShouldBe("no-store");

        var signed = await PostAsync(Bucket + "/objects/batchsigneds3download", new { requests = keys.Select(key => new { objectKey = key }) });
        foreach (var key in keys)
            (await S3.GetByteArrayAsync(signed["results"]![key]!["url"]!.GetValue<string>(), Cancellation)).ShouldBe(Bytes(key.Length * 10));
    }

    [Fact]
    public async Task Each_object_has_its_own_result()
    {
        await UploadAsync("here", Bytes(1));
        var signed = await PostAsync(Bucket + "/objects/batchsigneds3download", new
        {
            requests = new JsonArray(
                new JsonObject { ["objectKey"] = "gone" }, new JsonObject { ["objectKey"] = "here", ["If-None-Match"] = Sha1(Bytes(1)) }),
        });
        signed["results"]!.ToJsonString().ShouldBe(
            """{"gone":{"status":"error","reason":"Object does not exist"},"here":{"status":"skipped","reason":"Not modified"}}""");

        var completed = await PostAsync(Bucket + "/objects/batchcompleteupload", new { requests = new[] { new { objectKey = "x", uploadKey = "no" } } });
        completed["results"]!.ToJsonString().ShouldBe("""{"x":{"status":"error","reason":"InvalidUploadKey","uploadKey":"no"}}""");
    }

    [Theory]
    [InlineData("batchsigneds3upload")]
    [InlineData("batchcompleteupload")]
    [InlineData("batchsigneds3download")]
    public async Task A_key_that_no_path_can_name_is_refused(string call)
    {
        foreach (var objectKey in (string?[])["a\0b", "\0", "", null])
        {
            var refusal = await PostAsync($"{Bucket}/objects/{call}", new { requests = new[] { new { objectKey, uploadKey = "x" } } }, HttpStatusCode.BadRequest);
            refusal["reason"]!.GetValue<string>().ShouldBe("Invalid objectKey");
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(26, 1)]
    [InlineData(2, 13)]
    public async Task A_batch_of_none_or_of_more_than_25_URLs_is_refused(int objects, int parts) => await PostAsync(
        Bucket + "/objects/batchsigneds3upload",
        new { requests = Enumerable.Range(0, objects).Select(i => new { objectKey = $"o{i}", parts }) }, HttpStatusCode.BadRequest);

    [Fact]
    public async Task Only_the_owner_may_send_batches()
    {
        using var other = await ClientAsync(clientId: "client-b");
        await PostAsync(
            Bucket + "/objects/batchsigneds3download", new { requests = new[] { new { objectKey = "x" } } }, HttpStatusCode.Forbidden, other);
    }
}
