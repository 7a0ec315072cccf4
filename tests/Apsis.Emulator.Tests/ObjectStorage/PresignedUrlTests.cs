using System.Net;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class PresignedUrlTests : ObjectStorageTest
{
    [Fact]
    public async Task A_URL_looks_like_one_of_S3()
    {
        var url = await UrlAsync();
        foreach (var part in new[]
        {
            "partNumber=1", "uploadId=", "X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Credential=", "X-Amz-Date=", "X-Amz-Expires=120",
            "X-Amz-SignedHeaders=host", "X-Amz-Security-Token=", "X-Amz-Signature=",
        }) url.ShouldContain(part);
    }

    [Theory]
    [InlineData("partNumber=1", "partNumber=2")]
    [InlineData("X-Amz-Expires=120", "X-Amz-Expires=99999")]
    [InlineData("/signed-url-uploads/", "/signed-url-uploads/x")]
    [InlineData("X-Amz-Signature=", "X-Amz-Signature=0")]
    [InlineData("X-Amz-Date=", "more=1&X-Amz-Date=")]
    public async Task A_URL_that_was_changed_is_refused(string from, string to)
    {
        using var answer = await PutAsync((await UrlAsync()).Replace(from, to, StringComparison.Ordinal), Bytes(1));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<Code>SignatureDoesNotMatch</Code>");
    }

    [Fact]
    public async Task A_URL_without_a_signature_is_refused()
    {
        using var answer = await PutAsync(new Uri(await UrlAsync()).GetLeftPart(UriPartial.Path), Bytes(1));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_URL_to_download_does_not_upload()
    {
        await UploadAsync("x", Bytes(1));
        var signed = await GetAsync(Bucket + "/objects/x/signeds3download");
        using var answer = await PutAsync(signed["url"]!.GetValue<string>(), Bytes(1));
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private async Task<string> UrlAsync() => (await GetAsync(Bucket + "/objects/x/signeds3upload"))["urls"]![0]!.GetValue<string>();
}
