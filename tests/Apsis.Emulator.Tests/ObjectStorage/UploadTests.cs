using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class UploadTests : ObjectStorageTest
{
    private const string Upload = Bucket + "/objects/plan.dwg/signeds3upload";
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task An_object_appears_when_its_upload_is_completed_and_not_before()
    {
        var content = Bytes(1000);
        var opened = await GetAsync(Upload);
        using var put = await PutAsync(Url(opened), content);
        put.Headers.ETag!.Tag.ShouldBe($"\"{Md5(content)}\"");
        await GetAsync(Bucket + "/objects/plan.dwg/details", HttpStatusCode.NotFound);

        var stored = await PostAsync(Upload, new { uploadKey = Key(opened), size = 1000, eTags = new[] { Md5(content) } });

        stored["size"]!.GetValue<long>().ShouldBe(1000);
        stored["contentType"]!.GetValue<string>().ShouldBe("application/octet-stream");
        stored["location"]!.GetValue<string>().ShouldBe(Emulator.BaseAddress + "oss/v2/buckets/drawings/objects/plan.dwg");
        stored["sha1"].ShouldBeNull();
        var details = await GetAsync(Bucket + "/objects/plan.dwg/details?with=createdDate&with=lastModifiedDate");
        details["sha1"]!.GetValue<string>().ShouldBe(Sha1(content));
        details["blockSizes"]!.ToJsonString().ShouldBe("[1000]");
        details["createdDate"]!.GetValue<long>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_empty_file_is_one_empty_part()
    {
        (await UploadAsync("empty", []))["size"]!.GetValue<long>().ShouldBe(0);
        (await DownloadAsync("empty")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Parts_arrive_in_any_order_and_become_one_object()
    {
        var content = Bytes(12 * Mebibyte);
        byte[][] pieces = [content[..(5 * Mebibyte)], content[(5 * Mebibyte)..(11 * Mebibyte)], content[(11 * Mebibyte)..]];
        var opened = await GetAsync(Upload + "?parts=2");
        var more = await GetAsync($"{Upload}?parts=1&firstPart=3&uploadKey={Key(opened)}");
        Key(more).ShouldBe(Key(opened));

        using var third = await PutAsync(Url(more), pieces[2]);
        using var second = await PutAsync(Url(opened, 1), pieces[1]);
        using var first = await PutAsync(Url(opened), pieces[0]);
        var stored = await PostAsync(Upload, new { uploadKey = Key(opened), size = content.Length, eTags = pieces.Select(Md5) });

        stored["size"]!.GetValue<long>().ShouldBe(content.Length);
        (await GetAsync(Bucket + "/objects/plan.dwg/details"))["sha1"]!.GetValue<string>().ShouldBe(Sha1(content));
        (await DownloadAsync("plan.dwg")).ShouldBe(content);
        var signed = await GetAsync(Bucket + "/objects/plan.dwg/signeds3download");
        using var request = new HttpRequestMessage(HttpMethod.Get, signed["url"]!.GetValue<string>());
        request.Headers.Range = new RangeHeaderValue(5 * Mebibyte - 2, 11 * Mebibyte + 2);
        using var across = await S3.SendAsync(request, Cancellation);
        (await across.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(content[(5 * Mebibyte - 2)..(11 * Mebibyte + 3)]);
    }

    [Fact]
    public async Task A_part_sent_again_replaces_the_earlier_one()
    {
        var opened = await GetAsync(Upload);
        using var first = await PutAsync(Url(opened), Bytes(100));
        using var second = await PutAsync(Url(opened), Bytes(7));
        (await PostAsync(Upload, new { uploadKey = Key(opened) }))["size"]!.GetValue<long>().ShouldBe(7);
    }

    [Fact]
    public async Task Parts_that_are_missing_too_small_or_others_fail_the_completion_with_status_200()
    {
        var opened = await GetAsync(Upload + "?parts=3");
        using var first = await PutAsync(Url(opened), Bytes(10));
        using var third = await PutAsync(Url(opened, 2), Bytes(20));

        var failure = await PostAsync(Upload, new { uploadKey = Key(opened), size = 99, eTags = new[] { "wrong", "x", Md5(Bytes(20)) } });

        failure.ToJsonString().ShouldBe(new JsonObject
        {
            ["uploadKey"] = Key(opened),
            ["status"] = "error",
            ["reason"] = "MissingOrInvalidParts",
            ["size"] = new JsonObject { ["expected"] = 99, ["detected"] = 30 },
            ["parts"] = new JsonArray(
                new JsonObject { ["part"] = 1, ["size"] = 10, ["eTag"] = Md5(Bytes(10)), ["status"] = "Unexpected+TooSmall" },
                new JsonObject { ["part"] = 2, ["eTag"] = "x", ["status"] = "Pending" },
                new JsonObject { ["part"] = 3, ["size"] = 20, ["eTag"] = Md5(Bytes(20)), ["status"] = "Ok" }),
        }.ToJsonString());
        await GetAsync(Bucket + "/objects/plan.dwg/details", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_SHA1_is_that_of_the_last_parts_sent_in_whatever_order_they_came_and_however_often()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var upload = 0; upload < 6; upload++)
        {
            var parts = new byte[5][];
            var opened = await GetAsync(Upload + "?parts=5");
            var order = Enumerable.Range(0, 5).Concat(Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5))).ToArray();
            random.Shuffle(order);
            foreach (var part in order)
            {
                parts[part] = new byte[5 * Mebibyte];
                random.NextBytes(parts[part]);
                using var put = await PutAsync(Url(opened, part), parts[part]);
                put.StatusCode.ShouldBe(HttpStatusCode.OK);
            }

            await PostAsync(Upload, new { uploadKey = Key(opened) });
            (await GetAsync(Bucket + "/objects/plan.dwg/details"))["sha1"]!.GetValue<string>().ShouldBe(Sha1([.. parts.SelectMany(part => part)]), string.Join(' ', order));
        }
    }

    [Fact]
    public async Task An_upload_without_parts_cannot_be_completed()
    {
        var opened = await GetAsync(Upload);
        var failure = await PostAsync(Upload, new { uploadKey = Key(opened) });
        failure["status"]!.GetValue<string>().ShouldBe("error");
        failure["size"]!.GetValue<long>().ShouldBe(0);
    }

    [Theory]
    [InlineData("parts=0")]
    [InlineData("parts=26")]
    [InlineData("firstPart=0")]
    [InlineData("firstPart=10000&parts=2")]
    [InlineData("minutesExpiration=61")]
    [InlineData("useAcceleration=maybe")]
    [InlineData("uploadKey=unknown")]
    public async Task A_parameter_out_of_range_is_refused(string query) => await GetAsync($"{Upload}?{query}", HttpStatusCode.BadRequest);

    [Fact]
    public async Task An_upload_key_is_good_for_its_own_object_only()
    {
        var opened = await GetAsync(Upload);
        var other = await PostAsync(Bucket + "/objects/other/signeds3upload", new { uploadKey = Key(opened) }, HttpStatusCode.BadRequest);
        other["reason"]!.GetValue<string>().ShouldBe("InvalidUploadKey");
    }

    [Fact]
    public async Task A_completion_asked_for_again_is_answered_the_same_and_does_nothing()
    {
        var opened = await GetAsync(Upload);
        using var put = await PutAsync(Url(opened), Bytes(1));
        var first = await PostAsync(Upload, new { uploadKey = Key(opened) });
        await UploadAsync("plan.dwg", Bytes(20));
        (await PostAsync(Upload, new { uploadKey = Key(opened) })).ToJsonString().ShouldBe(first.ToJsonString());
        (await DownloadAsync("plan.dwg")).ShouldBe(Bytes(20));
        await PostAsync(Bucket + "/objects/other/signeds3upload", new { uploadKey = Key(opened) }, HttpStatusCode.BadRequest);
        await GetAsync($"{Upload}?uploadKey={Key(opened)}", HttpStatusCode.BadRequest);
        using var late = await PutAsync(Url(opened), Bytes(1));
        late.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await late.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<Code>NoSuchUpload</Code>");
    }

    [Fact]
    public async Task Uploading_into_a_bucket_that_does_not_exist_answers_404() =>
        (await GetAsync("/oss/v2/buckets/nowhere/objects/x/signeds3upload", HttpStatusCode.NotFound))["reason"]!.GetValue<string>().ShouldBe("Bucket not found");

    [Fact]
    public async Task A_body_that_says_it_is_a_form_is_stored_as_it_is()
    {
        var opened = await GetAsync(Upload);
        using var form = new StringContent("a=b&c=%20", Encoding.ASCII, "application/x-www-form-urlencoded");
        form.Headers.Add("x-ads-request-id", "1");
        using var put = await S3.PutAsync(Url(opened), form, Cancellation);
        await PostAsync(Upload, new { uploadKey = Key(opened) });
        Encoding.ASCII.GetString(await DownloadAsync("plan.dwg")).ShouldBe("a=b&c=%20");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_completion_copies_no_content(int parts)
    {
        var opened = await GetAsync($"{Upload}?parts={parts}");
        for (var part = 0; part < parts; part++)
        {
            using var put = await PutAsync(Url(opened, part), Bytes(5 * Mebibyte));
        }

        var before = Files();
        before.Count.ShouldBe(parts);
        (await PostAsync(Upload, new { uploadKey = Key(opened) }))["size"]!.GetValue<long>().ShouldBe(parts * 5 * Mebibyte);
        Files().ShouldBe(before);

        List<(string Name, long Length, DateTime Written)> Files() =>
            [.. new DirectoryInfo(BlobPath).GetFiles().Select(file => (file.Name, file.Length, file.LastWriteTimeUtc)).Order()];
    }

    [Fact]
    public async Task A_PUT_that_breaks_off_leaves_nothing()
    {
        var opened = await GetAsync(Upload);
        var url = new Uri(Url(opened));
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, url.Port, Cancellation);
            await socket.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"PUT {url.PathAndQuery} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly this"), Cancellation);
        }

        await WaitForLogAsync("PUT /s3/");
        var failure = await PostAsync(Upload, new { uploadKey = Key(opened) });
        failure["parts"]![0]!["status"]!.GetValue<string>().ShouldBe("Pending");
        Directory.GetFiles(BlobPath).ShouldBeEmpty();
    }

    [Fact]
    public async Task Headers_of_the_completion_come_back_with_the_download()
    {
        var opened = await GetAsync(Upload);
        using var put = await PutAsync(Url(opened), Bytes(1));
        using var request = new HttpRequestMessage(HttpMethod.Post, Upload)
        {
            Content = new StringContent($$"""{"uploadKey":"{{Key(opened)}}"}""", new MediaTypeHeaderValue("application/json")),
            Headers =
            {
                { "x-ads-meta-Content-Type", "image/vnd.dwg" }, { "x-ads-meta-Content-Disposition", "inline" },
                { "x-ads-meta-Cache-Control", "no-store" }, { "x-ads-user-defined-metadata", """{"a":1}""" },
            },
        };
        using var completed = await Client.SendAsync(request, Cancellation);
        completed.StatusCode.ShouldBe(HttpStatusCode.OK);

        var signed = await GetAsync(Bucket + "/objects/plan.dwg/signeds3download");
        signed["params"]!.ToJsonString().ShouldBe(
            """{"content-type":"image/vnd.dwg","content-disposition":"inline","cache-control":"no-store"}""");
        using var download = await S3.GetAsync(signed["url"]!.GetValue<string>(), Cancellation);
        download.Content.Headers.ContentType!.ToString().ShouldBe("image/vnd.dwg");
        download.Content.Headers.ContentDisposition!.ToString().ShouldBe("inline");
        download.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await GetAsync(Bucket + "/objects/plan.dwg/details?with=userDefinedMetadata"))["userDefinedMetadata"]!.GetValue<string>().ShouldBe("""{"a":1}""");
    }

    private static string Key(JsonNode opened) => opened["uploadKey"]!.GetValue<string>();

    private static string Url(JsonNode opened, int index = 0) => opened["urls"]![index]!.GetValue<string>();
}
