using System.Net;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class ResumableTests : ObjectStorageTest
{
    [Fact]
    public async Task Pieces_come_in_any_order_and_the_last_makes_the_object()
    {
        var url = await LinkAsync();
        (await SendAsync(url, "s", "bytes 4-9/10", Bytes(10)[4..])).ShouldBe((HttpStatusCode.Accepted, ""));
        await GetAsync(Bucket + "/objects/x/details", HttpStatusCode.NotFound);
        var (status, body) = await SendAsync(url, "s", "bytes 0-3/10", Bytes(4));
        status.ShouldBe(HttpStatusCode.OK);
        body.ShouldContain("\"size\":10");
        body.ShouldNotContain("sha1");
        (await DownloadAsync("x")).ShouldBe(Bytes(10));
        (await GetAsync(Bucket + "/objects/x/details"))["sha1"]!.GetValue<string>().ShouldBe(Sha1(Bytes(10)));

        // Whoever lost the answer to the last piece sends it again.
        (await SendAsync(url, "s", "bytes 0-3/10", Bytes(4))).ShouldBe((HttpStatusCode.OK, body));
    }

    [Fact]
    public async Task A_piece_sent_again_takes_the_place_of_the_first()
    {
        var url = await LinkAsync();
        await SendAsync(url, "s", "bytes 0-3/10", new byte[4]);
        (await SendAsync(url, "s", "bytes 0-3/10", Bytes(4))).Status.ShouldBe(HttpStatusCode.Accepted);
        (await SendAsync(url, "s", "bytes 4-9/10", Bytes(10)[4..])).Status.ShouldBe(HttpStatusCode.OK);
        (await DownloadAsync("x")).ShouldBe(Bytes(10));
        Directory.GetFiles(BlobPath).Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_wrong_with_a_piece_is_said_in_the_service_s_words()
    {
        var url = await LinkAsync();
        await SendAsync(url, "s", "bytes 0-3/10", Bytes(4));
        (await SendAsync(url, null, "bytes 4-9/10", Bytes(6))).ShouldBe((HttpStatusCode.BadRequest, "Session-Id header is missed"));
        (await SendAsync(url, "s", null, Bytes(6))).ShouldBe((HttpStatusCode.RequestedRangeNotSatisfiable, "Missing Content-Range header"));
        (await SendAsync(url, "s", "bytes 2-6/10", Bytes(5))).ShouldBe((HttpStatusCode.RequestedRangeNotSatisfiable, """{"reason":"Overlapping Ranges"}"""));
        (await SendAsync(url, "s", "bytes 4-9/10", Bytes(5))).ShouldBe((HttpStatusCode.RequestedRangeNotSatisfiable, """{"reason":"Chunk-Length mismatch (found: 5, required:6)"}"""));
        (await SendAsync(url, "s", "bytes 4-9/11", Bytes(6))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(url, "s", "bytes 9-4/10", Bytes(6))).Status.ShouldBe(HttpStatusCode.BadRequest);
        Directory.GetFiles(BlobPath).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_link_that_may_only_read_takes_no_pieces()
    {
        await UploadAsync("x", Bytes(1));
        (await SendAsync(await LinkAsync("read"), "s", "bytes 0-3/4", Bytes(4))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_deleted_bucket_takes_the_pieces_along()
    {
        await SendAsync(await LinkAsync(), "s", "bytes 0-3/10", Bytes(4));
        using var deleted = await Client.DeleteAsync(Bucket, Cancellation);
        Directory.GetFiles(BlobPath).ShouldBeEmpty();
    }

    private async Task<string> LinkAsync(string access = "write") =>
        (await PostAsync($"{Bucket}/objects/x/signed?access={access}", new { }))["signedUrl"]!.GetValue<string>().Replace("?region", "/resumable?region", StringComparison.Ordinal);

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string url, string? session, string? range, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(content) };
        if (range is not null) request.Content.Headers.TryAddWithoutValidation("Content-Range", range);
        if (session is not null) request.Headers.Add("Session-Id", session);
        using var answer = await S3.SendAsync(request, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
