using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Emulator.Tests.ObjectStorage;

/// <summary>Limits, defaults and conditions of the object storage.</summary>
public sealed class RuleTests : ObjectStorageTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    protected override void Configure(ApsEmulatorOptions options) => options.TimeProvider = _time;

    [Theory]
    [InlineData(3, HttpStatusCode.OK)]
    [InlineData(128, HttpStatusCode.OK)]
    [InlineData(129, HttpStatusCode.BadRequest)]
    public async Task A_bucket_key_has_3_to_128_characters(int length, HttpStatusCode expected) =>
        await PostAsync("/oss/v2/buckets", new { bucketKey = "a-b_c.1".PadRight(length, 'x')[..length], policyKey = "transient" }, expected);

    [Theory]
    [InlineData(59, "read", HttpStatusCode.OK)]
    [InlineData(60, "read", HttpStatusCode.BadRequest)]
    [InlineData(1, "write", HttpStatusCode.OK)]
    [InlineData(1, "full", HttpStatusCode.OK)]
    [InlineData(1, "read_only", HttpStatusCode.BadRequest)]
    public async Task A_bucket_is_opened_to_59_others_at_most_in_three_ways(int others, string access, HttpStatusCode expected) => await PostAsync(
        "/oss/v2/buckets",
        new { bucketKey = "opened", policyKey = "transient", allow = Enumerable.Range(0, others).Select(i => new { authId = $"app-{i}", access }) }, expected);

    [Theory]
    [InlineData("""[null]""")]
    [InlineData("""[{"authId":null,"access":"read"}]""")]
    [InlineData("""[{"access":"read"}]""")]
    [InlineData("""[{"authId":"client-b","access":null}]""")]
    public async Task A_bucket_is_not_opened_to_nobody(string allow) => (await PostAsync(
        "/oss/v2/buckets", JsonNode.Parse($$"""{"bucketKey":"opened","policyKey":"transient","allow":{{allow}} }""")!, HttpStatusCode.BadRequest))
        ["reason"]!.GetValue<string>().ShouldBe("Invalid allow");

    [Theory]
    [InlineData("US")]
    [InlineData("EMEA")]
    [InlineData("AUS")]
    [InlineData("CAN")]
    [InlineData("DEU")]
    [InlineData("IND")]
    [InlineData("JPN")]
    [InlineData("GBR")]
    [InlineData("APAC")]
    public async Task Each_region_has_buckets_of_its_own_and_the_older_header_wins(string region)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oss/v2/buckets") { Headers = { { "region", region }, { "x-ads-region", "MOON" } } };
        request.Content = new StringContent("""{"bucketKey":"regional","policyKey":"transient"}""", Encoding.UTF8, "application/json");
        using var created = await Client.SendAsync(request, Cancellation);
        created.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync($"/oss/v2/buckets?region={region}"))["items"]!.AsArray().Select(item => item!["bucketKey"]!.GetValue<string>()).ShouldContain("regional");
    }

    [Fact]
    public async Task Ten_are_listed_unless_another_number_is_asked_for()
    {
        for (var i = 10; i < 22; i++)
        {
            await CreateBucketAsync($"bucket-{i}");
            await UploadAsync($"object-{i}", Bytes(1));
        }

        (await GetAsync("/oss/v2/buckets"))["items"]!.AsArray().Count.ShouldBe(10);
        (await GetAsync("/oss/v2/buckets?limit=100"))["items"]!.AsArray().Count.ShouldBe(13);
        var ten = await GetAsync(Bucket + "/objects");
        ten["items"]!.AsArray().Count.ShouldBe(10);
        ten["next"]!.GetValue<string>().ShouldContain("startAt=object-19");
        var all = await GetAsync(Bucket + "/objects?limit=100");
        all["items"]!.AsArray().Count.ShouldBe(12);
        all.AsObject().ContainsKey("next").ShouldBeFalse();
        await GetAsync(Bucket + "/objects?limit=101", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"a":"b"}""", HttpStatusCode.OK)]
    [InlineData("[1]", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("large", HttpStatusCode.BadRequest)]
    public async Task Metadata_is_a_JSON_object_of_less_than_100_bytes(string metadata, HttpStatusCode expected)
    {
        var opened = await GetAsync(Bucket + "/objects/x/signeds3upload");
        using var put = await PutAsync(opened["urls"]![0]!.GetValue<string>(), Bytes(1));
        using var request = new HttpRequestMessage(HttpMethod.Post, Bucket + "/objects/x/signeds3upload");
        request.Headers.Add("x-ads-user-defined-metadata", metadata == "large" ? $$"""{"a":"{{new string('x', 92)}}"}""" : metadata);
        // The service's own clients send the charset.
        request.Content = new StringContent($$"""{"uploadKey":"{{opened["uploadKey"]}}"}""", Encoding.UTF8, "application/json");
        using var answer = await Client.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Details_have_the_extras_that_are_asked_for_and_only_those()
    {
        await UploadAsync("x", Bytes(3));
        _time.Advance(TimeSpan.FromMinutes(1));
        await GetAsync(Bucket + "/objects/x/signeds3download");
        var plain = await GetAsync(Bucket + "/objects/x/details");
        foreach (var extra in new[] { "createdDate", "lastAccessedDate", "lastModifiedDate", "userDefinedMetadata" }) plain[extra].ShouldBeNull();
        plain["deltas"]!.AsArray().ShouldBeEmpty();

        var start = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var full = await GetAsync(Bucket + "/objects/x/details?with=createdDate&with=lastAccessedDate&with=lastModifiedDate");
        full["createdDate"]!.GetValue<long>().ShouldBe(start);
        full["lastModifiedDate"]!.GetValue<long>().ShouldBe(start);
        full["lastAccessedDate"]!.GetValue<long>().ShouldBe(start + 60_000);
        await GetAsync(Bucket + "/objects/x/details?with=everything", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("details", 0, HttpStatusCode.NotModified)]
    [InlineData("details", -1, HttpStatusCode.OK)]
    [InlineData("signeds3download", 0, HttpStatusCode.NotModified)]
    [InlineData("signeds3download", -1, HttpStatusCode.OK)]
    public async Task What_has_not_changed_since_is_not_told_again(string call, int seconds, HttpStatusCode expected)
    {
        await UploadAsync("x", Bytes(3));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Bucket}/objects/x/{call}") { Headers = { IfModifiedSince = _time.GetUtcNow().AddSeconds(seconds) } };
        using var answer = await Client.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("minutesExpiration=1", 1)]
    [InlineData("minutesExpiration=60", 60)]
    public async Task A_download_URL_lives_two_minutes_or_as_long_as_is_said(string query, int minutes)
    {
        await UploadAsync("x", Bytes(3));
        var url = (await GetAsync($"{Bucket}/objects/x/signeds3download?{query}"))["url"]!.GetValue<string>();
        _time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        (await S3.GetAsync(url, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromSeconds(2));
        using var late = await S3.GetAsync(url, Cancellation);
        late.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_link_lives_an_hour_unless_less_is_asked_for()
    {
        await UploadAsync("x", Bytes(3));
        var link = await PostAsync(Bucket + "/objects/x/signed", new { });
        link["expiration"]!.GetValue<long>().ShouldBe(_time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds());
        link["singleUse"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task An_upload_that_began_in_time_may_take_longer_than_its_URL_lives()
    {
        var opened = await GetAsync(Bucket + "/objects/x/signeds3upload");
        var url = new Uri(opened["urls"]![0]!.GetValue<string>());
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, url.Port, Cancellation);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"PUT {url.PathAndQuery} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n"), Cancellation);
        // The emulator asks for the body once it has let the request in.
        var buffer = new byte[1024];
        Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Cancellation)).ShouldStartWith("HTTP/1.1 100 Continue");
        _time.Advance(TimeSpan.FromMinutes(10));
        await stream.WriteAsync(Bytes(10), Cancellation);
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync(Cancellation)).ShouldStartWith("HTTP/1.1 200");
    }

    [Theory]
    [InlineData("batchcompleteupload", "uploadKey")]
    [InlineData("batchsigneds3download", "other")]
    public async Task A_batch_has_25_objects_at_most(string call, string member)
    {
        await PostAsync($"{Bucket}/objects/{call}", new { requests = Requests(25) });
        await PostAsync($"{Bucket}/objects/{call}", new { requests = Requests(26) }, HttpStatusCode.BadRequest);

        JsonArray Requests(int count) => [.. Enumerable.Range(0, count).Select(i => new JsonObject { ["objectKey"] = $"o{i}", [member] = "k" })];
    }

    [Fact]
    public async Task Protecting_twice_is_protecting_once()
    {
        using var owner = await ClientAsync("bucket:update bucket:delete");
        for (var i = 0; i < 2; i++)
        {
            using var answer = await owner.PostAsync(Bucket + "/protect", new StringContent("""{"protection":true}""", Encoding.UTF8, "application/json"), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        }
    }

    [Fact]
    public async Task HEAD_is_for_signed_downloads_only()
    {
        await UploadAsync("x", Bytes(3));
        foreach (var path in new[] { Bucket + "/objects/x", Bucket + "/objects/x/details" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var answer = await Client.SendAsync(request, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("PUT", "/resumable")]
    [InlineData("GET", "/status/session")]
    public async Task The_transfers_that_the_service_has_switched_off_are_not_served(string method, string call)
    {
        await UploadAsync("x", Bytes(3));
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Bucket}/objects/x{call}");
        using var answer = await Client.SendAsync(request, Cancellation);
        ((int)answer.StatusCode).ShouldBeOneOf(404, 405);
        (await ReasonAsync(answer)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("GET", "/oss/v2/buckets", "bucket:read")]
    [InlineData("POST", "/oss/v2/buckets", "bucket:create")]
    [InlineData("GET", Bucket + "/details", "bucket:read")]
    [InlineData("DELETE", Bucket, "bucket:delete")]
    [InlineData("POST", Bucket + "/protect", "bucket:update")]
    [InlineData("POST", Bucket + "/transfer", "bucket:update")]
    [InlineData("GET", Bucket + "/objects", "data:read")]
    [InlineData("GET", Bucket + "/objects/x/details", "data:read")]
    [InlineData("DELETE", Bucket + "/objects/x", "data:write")]
    [InlineData("PUT", Bucket + "/objects/x/copyto/y", "data:write data:create")]
    [InlineData("GET", Bucket + "/objects/x/signeds3upload", "data:write data:create")]
    [InlineData("POST", Bucket + "/objects/x/signeds3upload", "data:write data:create")]
    [InlineData("GET", Bucket + "/objects/x/signeds3download", "data:read")]
    [InlineData("POST", Bucket + "/objects/batchsigneds3upload", "data:write data:create")]
    [InlineData("POST", Bucket + "/objects/batchcompleteupload", "data:write data:create")]
    [InlineData("POST", Bucket + "/objects/batchsigneds3download", "data:read")]
    [InlineData("POST", Bucket + "/objects/x/signed", "data:write")]
    [InlineData("DELETE", "/oss/v2/signedresources/none", "data:write")]
    public async Task Each_call_takes_its_scopes_and_no_other(string method, string path, string scopes)
    {
        const string All = "bucket:create bucket:read bucket:update bucket:delete data:read data:write data:create code:all";
        // What follows the scope is of no interest: the calls are incomplete.
        foreach (var scope in scopes.Split(' ')) (await StatusAsync(scope)).ShouldNotBe(HttpStatusCode.Forbidden);
        (await StatusAsync(string.Join(' ', All.Split(' ').Except(scopes.Split(' '))))).ShouldBe(HttpStatusCode.Forbidden);

        async Task<HttpStatusCode> StatusAsync(string granted)
        {
            using var client = await ClientAsync(granted);
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await client.SendAsync(request, Cancellation);
            answer.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized, granted.ToString(CultureInfo.InvariantCulture));
            return answer.StatusCode;
        }
    }
}
