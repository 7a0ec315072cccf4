using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class SignedResourceTests : ObjectStorageTest
{
    private const string Signed = Bucket + "/objects/out%2Fresult.zip/signed";

    [Theory]
    [InlineData("write")]
    [InlineData("Write")]
    [InlineData("ReadWrite")]
    public async Task A_link_made_before_the_object_takes_any_content(string access)
    {
        var link = await LinkAsync(access);
        using var put = await PutAsync(link, Bytes(10));
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        var stored = JsonNode.Parse(await put.Content.ReadAsStringAsync(Cancellation))!;
        stored["objectKey"]!.GetValue<string>().ShouldBe("out/result.zip");
        stored["sha1"]!.GetValue<string>().ShouldBe(Sha1(Bytes(10)));
        (await DownloadAsync("out/result.zip")).ShouldBe(Bytes(10));
    }

    [Fact]
    public async Task A_form_is_content_as_any_other()
    {
        using var form = new FormUrlEncodedContent([new("client_id", "client-a"), new("body", "a b")]);
        using var put = await S3.PutAsync(await LinkAsync("write"), form, Cancellation);
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await DownloadAsync("out/result.zip")).ShouldBe("client_id=client-a&body=a+b"u8.ToArray());
    }

    [Fact]
    public async Task A_link_to_read_needs_the_object() => await PostAsync(Signed, new { }, HttpStatusCode.NotFound);

    [Fact]
    public async Task A_link_reads_without_a_token_whole_or_in_ranges()
    {
        await UploadAsync("out/result.zip", Bytes(100));
        var link = await LinkAsync("read");
        link.ShouldEndWith("?region=US");
        using var whole = await S3.GetAsync(link, Cancellation);
        whole.Headers.ETag!.Tag.ShouldBe($"\"{Sha1(Bytes(100))}\"");
        whole.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=\"result.zip\"");
        (await whole.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(Bytes(100));

        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new RangeHeaderValue(90, 100) } };
        using var part = await S3.SendAsync(request, Cancellation);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(Bytes(100)[90..]);

        using var conditional = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { IfNoneMatch = { whole.Headers.ETag } } };
        using var unchanged = await S3.SendAsync(conditional, Cancellation);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_link_says_by_its_status_alone_that_its_content_is_not_what_the_caller_wants()
    {
        await UploadAsync("out/result.zip", Bytes(100));
        var link = await LinkAsync("read");
        using var conditional = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { IfUnmodifiedSince = DateTimeOffset.UnixEpoch } };
        using var changed = await S3.SendAsync(conditional, Cancellation);
        changed.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        changed.Content.Headers.ContentLength.ShouldBe(0);

        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new RangeHeaderValue(100, null) } };
        using var past = await S3.SendAsync(request, Cancellation);
        past.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        past.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */100");
        past.Content.Headers.ContentLength.ShouldBe(0);
    }

    [Fact]
    public async Task A_link_allows_what_it_was_made_for_only()
    {
        await UploadAsync("out/result.zip", Bytes(1));
        using var put = await PutAsync(await LinkAsync("read"), Bytes(2));
        put.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ReasonAsync(put)).ShouldBe("Signed Resource does not grant write permissions");
        using var get = await S3.GetAsync(await LinkAsync("write"), Cancellation);
        get.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_link_for_a_single_use_works_once()
    {
        await UploadAsync("out/result.zip", Bytes(1));
        var link = await LinkAsync("readwrite", singleUse: true);
        using var first = await PutAsync(link, Bytes(5));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var second = await S3.GetAsync(link, Cancellation);
        second.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_PUT_on_condition_replaces_the_expected_content_only()
    {
        await UploadAsync("out/result.zip", Bytes(1));
        var link = await LinkAsync("write");
        using var wrong = await PutIfMatchAsync(link, Sha1(Bytes(2)));
        wrong.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ReasonAsync(wrong)).ShouldBe("ETag Not Matched");
        using var right = await PutIfMatchAsync(link, Sha1(Bytes(1)));
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_dies_with_its_object()
    {
        await UploadAsync("out/result.zip", Bytes(1));
        var link = await LinkAsync("readwrite");
        using var deleted = await Client.DeleteAsync(Bucket + "/objects/out%2Fresult.zip", Cancellation);
        using var get = await S3.GetAsync(link, Cancellation);
        get.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_owner_deletes_a_link_and_keeps_the_object()
    {
        await UploadAsync("out/result.zip", Bytes(1));
        var link = await LinkAsync("read");
        using var anonymous = await S3.DeleteAsync(link, Cancellation);
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var other = await ClientAsync(clientId: "client-b");
        using var foreign = await other.DeleteAsync(link, Cancellation);
        foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var deleted = await Client.DeleteAsync(link, Cancellation);
        (await deleted.Content.ReadAsStringAsync(Cancellation)).ShouldStartWith("Signed resource deleted successfully: ");
        using var get = await S3.GetAsync(link, Cancellation);
        get.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await DownloadAsync("out/result.zip")).ShouldBe(Bytes(1));
    }

    [Theory]
    [InlineData("?access=delete", "{}")]
    [InlineData("?access=write", """{"minutesExpiration":0}""")]
    [InlineData("?access=write", """{"minutesExpiration":61}""")]
    [InlineData("?access=write", "[]")]
    public async Task A_link_of_no_sense_is_refused(string query, string body)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var answer = await Client.PostAsync(Signed + query, content, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_multipart_body_is_refused()
    {
        var link = await LinkAsync("write");
        using var form = new MultipartFormDataContent { { new StringContent("x"), "file" } };
        using var answer = await S3.PutAsync(link, form, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<string> LinkAsync(string access, bool singleUse = false) =>
        (await PostAsync($"{Signed}?access={access}&", new { singleUse }))["signedUrl"]!.GetValue<string>();

    private async Task<HttpResponseMessage> PutIfMatchAsync(string link, string sha1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, link) { Content = new ByteArrayContent(Bytes(3)) };
        request.Headers.TryAddWithoutValidation("If-Match", sha1);
        return await S3.SendAsync(request, Cancellation);
    }
}
