using System.Net;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class DownloadTests : ObjectStorageTest
{
    private const string Signed = Bucket + "/objects/plan.dwg/signeds3download";

    [Fact]
    public async Task A_download_URL_comes_with_exact_size_and_checksum()
    {
        await UploadAsync("plan.dwg", Bytes(1000));
        var signed = await GetAsync(Signed + "?useCdn=True&");

        signed["status"]!.GetValue<string>().ShouldBe("complete");
        signed["size"]!.GetValue<long>().ShouldBe(1000);
        signed["sha1"]!.GetValue<string>().ShouldBe(Sha1(Bytes(1000)));
        signed["params"]!["content-disposition"]!.GetValue<string>().ShouldBe("attachment; filename=\"plan.dwg\"");
        (await DownloadAsync("plan.dwg")).ShouldBe(Bytes(1000));
    }

    [Theory]
    [InlineData("a b;c.dwg", "attachment; filename=\"a b;c.dwg\"")]
    [InlineData("folder/pl\"an.dwg", "attachment; filename=\"pl\\\"an.dwg\"; filename*=UTF-8''pl%22an.dwg")]
    [InlineData("Größe.dwg", "attachment; filename=Gr__e.dwg; filename*=UTF-8''Gr%C3%B6%C3%9Fe.dwg")]
    public async Task A_download_is_named_by_the_last_part_of_the_key(string key, string disposition)
    {
        await UploadAsync(key, Bytes(10));
        var signed = await GetAsync($"{Bucket}/objects/{Uri.EscapeDataString(key)}/signeds3download");
        using var answer = await S3.GetAsync(signed["url"]!.GetValue<string>(), Cancellation);

        answer.Content.Headers.NonValidated["Content-Disposition"].ToString().ShouldBe(disposition);
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 10, "bytes 0-9/1000")]
    [InlineData("bytes=990-", 990, 10, "bytes 990-999/1000")]
    [InlineData("bytes=990-1000", 990, 10, "bytes 990-999/1000")]
    [InlineData("bytes=0-99999999999", 0, 1000, "bytes 0-999/1000")]
    [InlineData("bytes=-5", 995, 5, "bytes 995-999/1000")]
    [InlineData("bytes=-5000", 0, 1000, "bytes 0-999/1000")]
    public async Task A_range_is_cut_to_the_content_and_answers_206(string range, int offset, int count, string contentRange)
    {
        using var answer = await RangeAsync(range);
        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        answer.Content.Headers.ContentRange!.ToString().ShouldBe(contentRange);
        (await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(Bytes(1000)[offset..(offset + count)]);
    }

    [Fact]
    public async Task A_range_past_the_end_answers_416_in_XML()
    {
        using var answer = await RangeAsync("bytes=1000-");
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        answer.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */1000");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<Error><Code>InvalidRange</Code>");
    }

    [Theory]
    [InlineData("If-Match", "other", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Match", "*", HttpStatusCode.OK)]
    [InlineData("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Unmodified-Since", "Fri, 01 Jan 2100 00:00:00 GMT", HttpStatusCode.OK)]
    [InlineData("If-Unmodified-Since", "nonsense", HttpStatusCode.OK)]
    public async Task Content_that_is_not_what_the_caller_wants_answers_412_in_XML(string condition, string value, HttpStatusCode expected)
    {
        await UploadAsync("plan.dwg", Bytes(10));
        using var request = new HttpRequestMessage(HttpMethod.Get, await UrlAsync());
        request.Headers.TryAddWithoutValidation(condition, value);
        using var answer = await S3.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.PreconditionFailed)
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<Error><Code>PreconditionFailed</Code>");
    }

    [Fact]
    public async Task A_tag_that_matches_outweighs_the_time_of_the_content()
    {
        await UploadAsync("plan.dwg", Bytes(10));
        using var request = new HttpRequestMessage(HttpMethod.Get, await UrlAsync()) { Headers = { IfUnmodifiedSince = DateTimeOffset.UnixEpoch } };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await S3.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("bytes=9-1")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=0-1,5-6")]
    public async Task A_range_that_makes_no_sense_gets_all_of_it(string range)
    {
        using var answer = await RangeAsync(range);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(1000);
    }

    [Fact]
    public async Task HEAD_tells_the_size_without_content()
    {
        await UploadAsync("plan.dwg", Bytes(1000));
        using var request = new HttpRequestMessage(HttpMethod.Head, await UrlAsync());
        using var answer = await S3.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(1000);
    }

    [Theory]
    [InlineData("{0}", HttpStatusCode.NotModified)]
    [InlineData("\"{0}\"", HttpStatusCode.NotModified)]
    [InlineData("nonsense", HttpStatusCode.OK)]
    [InlineData("\"\"\"", HttpStatusCode.OK)]
    public async Task Content_that_the_caller_has_is_not_offered_again(string ifNoneMatch, HttpStatusCode expected)
    {
        await UploadAsync("plan.dwg", Bytes(10));
        using var request = new HttpRequestMessage(HttpMethod.Get, Signed);
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch.Replace("{0}", Sha1(Bytes(10)), StringComparison.Ordinal));
        using var answer = await Client.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Response_headers_can_be_chosen()
    {
        await UploadAsync("plan.dwg", Bytes(10));
        var signed = await GetAsync(Signed + "?response-content-type=text/x%2By&response-content-disposition=inline&response-cache-control=no-store");
        using var answer = await S3.GetAsync(signed["url"]!.GetValue<string>(), Cancellation);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/x+y");
        answer.Content.Headers.ContentDisposition!.ToString().ShouldBe("inline");
        await GetAsync(Signed + "?response-content-type=a%0D%0Ab:c", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_URL_of_replaced_content_is_gone_rather_than_mixed()
    {
        await UploadAsync("plan.dwg", Bytes(10));
        var old = await UrlAsync();
        await UploadAsync("plan.dwg", Bytes(20));
        using var answer = await S3.GetAsync(old, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<Code>NoSuchKey</Code>");
        Directory.GetFiles(BlobPath).Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_object_that_does_not_exist_answers_404() =>
        (await GetAsync(Signed, HttpStatusCode.NotFound))["reason"]!.GetValue<string>().ShouldBe("Object does not exist");

    private async Task<string> UrlAsync() => (await GetAsync(Signed))["url"]!.GetValue<string>();

    private async Task<HttpResponseMessage> RangeAsync(string range)
    {
        await UploadAsync("plan.dwg", Bytes(1000));
        using var request = new HttpRequestMessage(HttpMethod.Get, await UrlAsync());
        request.Headers.TryAddWithoutValidation("Range", range);
        return await S3.SendAsync(request, HttpCompletionOption.ResponseContentRead, Cancellation);
    }
}
