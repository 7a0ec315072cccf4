using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.ObjectStorage;

/// <summary>Stored content has the origin of the emulator's page: no browser runs it there.</summary>
public sealed class ActiveContentTests : ObjectStorageTest
{
    private const string Object = Bucket + "/objects/page";

    [Theory]
    [InlineData("text/html")]
    [InlineData("TEXT/HTML; charset=utf-8")]
    [InlineData("text/html,x")]
    [InlineData("text/html x")]
    [InlineData("text/xml")]
    [InlineData("application/xml")]
    [InlineData("application/xhtml+xml")]
    [InlineData("image/svg+xml")]
    [InlineData("application/rss+xml")]
    [InlineData("text/javascript")]
    [InlineData("application/ecmascript")]
    public async Task What_a_browser_would_run_is_not_given_out_inline(string contentType)
    {
        await UploadAsync("page", Bytes(10));
        var link = await LinkAsync();
        foreach (var disposition in (string[])["inline", "INLINE; filename=x", "x y", "attachment x", ";"])
        {
            var query = $"response-content-type={Uri.EscapeDataString(contentType)}&response-content-disposition={Uri.EscapeDataString(disposition)}";
            await ShouldBeRefusedAsync(Client, $"{Object}/signeds3download?{query}");
            await ShouldBeRefusedAsync(S3, $"{link}&{query}");
        }

        using var saved = await S3.GetAsync($"{link}&response-content-type={Uri.EscapeDataString(contentType)}", Cancellation);
        saved.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nor_is_it_when_the_uploader_has_said_so_and_the_link_is_not_spent_on_that()
    {
        await UploadPageAsync("text/html", "inline");
        await ShouldBeRefusedAsync(Client, $"{Object}/signeds3download");
        var link = await LinkAsync(singleUse: true);
        await ShouldBeRefusedAsync(S3, link);
        using var saved = await S3.GetAsync($"{link}&response-content-disposition=attachment", Cancellation);
        saved.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_a_browser_only_shows_is_given_out_inline()
    {
        await UploadPageAsync("application/pdf", "inline");
        using var answer = await S3.GetAsync(await LinkAsync(), Cancellation);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/pdf");
        answer.Content.Headers.ContentDisposition!.ToString().ShouldBe("inline");
    }

    [Fact]
    public async Task All_content_says_that_it_is_never_to_be_run()
    {
        await UploadAsync("page", Bytes(10));
        using var anonymous = Anonymous();
        string[] urls =
        [
            (await GetAsync($"{Object}/signeds3download"))["url"]!.GetValue<string>(), await LinkAsync(), await ReportAsync(), await PackageAsync(),
            $"{Emulator.BaseAddress}s3/oss-objects/none",
        ];
        foreach (var url in urls)
        {
            using var answer = await anonymous.GetAsync(url, Cancellation);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], url);
            answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox"], url);
        }
    }

    private async Task<string> LinkAsync(bool singleUse = false) =>
        (await PostAsync($"{Object}/signed?access=read", new { singleUse }))["signedUrl"]!.GetValue<string>();

    private async Task UploadPageAsync(string contentType, string disposition)
    {
        var url = $"{Object}/signeds3upload";
        var opened = await GetAsync(url);
        using var put = await PutAsync(opened["urls"]![0]!.GetValue<string>(), "<script>alert(1)</script>"u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(new { uploadKey = opened["uploadKey"]!.GetValue<string>() }) };
        request.Headers.Add("x-ads-meta-Content-Type", contentType);
        request.Headers.Add("x-ads-meta-Content-Disposition", disposition);
        using var done = await Client.SendAsync(request, Cancellation);
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> ReportAsync()
    {
        var id = (await PostAsync("/da/us-east/v3/workitems", new { activityId = "Autodesk.Nop+Latest" }))["id"]!.GetValue<string>();
        await Emulator.WaitForWorkItemAsync(id, Cancellation);
        return (await GetAsync($"/da/us-east/v3/workitems/{id}"))["reportUrl"]!.GetValue<string>();
    }

    private async Task<string> PackageAsync()
    {
        var created = await PostAsync("/da/us-east/v3/appbundles", new { id = "Tool", engine = "Local.Shell+1" });
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in created["uploadParameters"]!["formData"]!.AsObject()) form.Add(new StringContent(value!.GetValue<string>()), name);
        form.Add(new ByteArrayContent([1]), "file", "x.zip");
        using var sent = await S3.PostAsync(created["uploadParameters"]!["endpointURL"]!.GetValue<string>(), form, Cancellation);
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await GetAsync("/da/us-east/v3/appbundles/client-a.Tool+$LATEST"))["package"]!.GetValue<string>();
    }

    private static async Task ShouldBeRefusedAsync(HttpClient client, string url)
    {
        using var answer = await client.GetAsync(url, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, url);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["reason"]!.GetValue<string>().ShouldBe("Inline executable content not allowed");
    }
}
