using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Apsis.Foreign.Tests;

/// <summary>The npm package <c>@aps_sdk/oss</c>.</summary>
public sealed class OssPackageTests : ForeignClientTest
{
    [Fact]
    public async Task It_keeps_buckets_and_moves_objects_in_every_way_it_knows()
    {
        var answer = await RunAsync("storage.cjs");

        ShouldBe(answer["buckets"], """
            {
              "created": { "key": "foreign-clients", "owner": "foreign", "policy": "transient", "permissions": [{ "authId": "foreign", "access": "full" }] },
              "details": "foreign-clients",
              "pages": [["foreign-clients", "foreign-clients-one"], ["foreign-clients-three", "foreign-clients-two"]],
              "isLastPage": true,
              "again": 409
            }
            """);
        CheckSmall(answer["small"]!);
        answer["empty"]!["size"]!.GetValue<long>().ShouldBe(0);
        CheckMultipart(answer["multipart"]!);
        ShouldBe(answer["unequalParts"], """
            {
              "size": 11534340, "expectedSize": 11534340, "sameUploadKey": true, "signedSize": 11534340, "signedStatus": "complete",
              "rangeStatus": 206, "contentRange": "bytes 5242879-5242882/11534340", "isRightRange": true
            }
            """);
        ShouldBe(answer["batches"], """{ "sizes": [7, 7], "downloaded": "batch/1", "missing": "error" }""");
        ShouldBe(answer["signedResources"], """{ "size": 11, "expires": true, "part": "sig", "partStatus": 206, "readOnly": 403, "deleted": 404 }""");
        ShouldBe(answer["objects"], """
            {
              "copied": "copy/of signed",
              "keys": ["batch/1", "batch/2", "big.bin", "copy/of signed", "empty", "folder/a small file + ü.txt", "signed", "unequal"],
              "pages": 3,
              "found": ["copy/of signed"],
              "deleted": 404
            }
            """);
        ShouldBe(answer["cleanUp"], """{ "bucket": 404 }""");
        var held = await HeldAsync("/oss/v2/buckets");
        held["items"]!.AsArray().Select(item => item!["bucketKey"]!.GetValue<string>())
            .ShouldBe(["foreign-clients-one", "foreign-clients-three", "foreign-clients-two"]);
    }

    [Fact]
    public async Task It_uploads_more_parts_than_it_asks_addresses_for_at_once()
    {
        var answer = await RunAsync("many-parts.cjs");

        const string Object = "/oss/v2/buckets/many-parts/objects/many.bin";
        Requests.Count(line => line.Contains("GET " + Object + "/signeds3upload", StringComparison.Ordinal)).ShouldBe(2, "25 addresses, then the rest");
        var held = await HeldAsync(Object + "/details");
        held["size"]!.GetValue<long>().ShouldBe(answer["size"]!.GetValue<long>());
        held["sha1"]!.GetValue<string>().ShouldBe(answer["sha1"]!.GetValue<string>());
        await using var content = await Http.GetStreamAsync((await HeldAsync(Object + "/signeds3download"))["url"]!.GetValue<string>(), Cancellation);
        Convert.ToHexStringLower(await SHA1.HashDataAsync(content, Cancellation)).ShouldBe(answer["sha1"]!.GetValue<string>());
    }

    private static void CheckSmall(JsonNode small)
    {
        small["key"]!.GetValue<string>().ShouldBe("folder/a small file + ü.txt");
        small["id"]!.GetValue<string>().ShouldBe("urn:adsk.objects:os.object:foreign-clients/folder/a small file + ü.txt");
        small["sha1"]!.GetValue<string>().ShouldBe(small["expectedSha1"]!.GetValue<string>());
        small["hasDates"]!.GetValue<bool>().ShouldBeTrue();
        small["downloaded"]!.GetValue<string>().ShouldBe("a small file, with ümlauts\n");
    }

    private static void CheckMultipart(JsonNode multipart)
    {
        multipart["size"]!.GetValue<long>().ShouldBe(13_631_505);
        multipart["sha1"]!.GetValue<string>().ShouldBe(multipart["expectedSha1"]!.GetValue<string>());
        multipart["contentType"]!.GetValue<string>().ShouldBe("application/x-foreign");
        multipart["downloadedSize"]!.GetValue<long>().ShouldBe(13_631_505);
        multipart["lastStep"]!.GetValue<int>().ShouldBe(100);
    }
}
