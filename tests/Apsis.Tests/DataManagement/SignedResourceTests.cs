using System.Net;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement;

public sealed class SignedResourceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_goes_to_an_address_made_before_the_object_and_comes_back()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        var resource = await data.Objects.SignAsync("bucket", "out/r.txt", new SignedResourceOptions { Access = SignedAccess.ReadWrite, Minutes = 10, UseCdn = true }, Stop);

        var stored = await data.SignedResources.UploadAsync(
            resource.SignedUrl, await aps.WriteAsync("in", new byte[70_000]), new SignedUploadOptions { ContentType = "text/plain", ContentDisposition = "inline" }, Stop);
        await data.SignedResources.DownloadAsync(resource.SignedUrl, aps.PathOf("back/out"), cancellationToken: Stop);

        resource.Expiration!.Value.ShouldBe(TimeProvider.System.GetUtcNow().AddMinutes(10), TimeSpan.FromMinutes(1));
        resource.ToString().ShouldNotContain(resource.SignedUrl.Uri.Segments[^1]);
        (stored.ObjectKey, stored.Size, stored.ContentType).ShouldBe(("out/r.txt", 70_000, "text/plain"));
        new FileInfo(aps.PathOf("back/out")).Length.ShouldBe(70_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5 * 1024 * 1024)]
    [InlineData(5 * 1024 * 1024 + 1)]
    public async Task Content_goes_in_pieces(int size)
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        var resource = await data.Objects.SignAsync("bucket", "k", new SignedResourceOptions { Access = SignedAccess.Write }, Stop);
        var content = new byte[size + 3];
        new Random(size).NextBytes(content);
        using var source = new MemoryStream(content);
        source.Position = 3;

        (await data.SignedResources.UploadResumableAsync(resource.SignedUrl, source, new SignedUploadOptions { ChunkBytes = 2 * 1024 * 1024 }, Stop)).Size.ShouldBe(size);

        using var back = new MemoryStream();
        await data.Objects.DownloadAsync("bucket", "k", back, cancellationToken: Stop);
        back.ToArray().AsSpan().SequenceEqual(content.AsSpan(3)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_address_for_one_use_works_once_and_a_download_that_fails_leaves_nothing()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await EmulatedAps.PutAsync(data, "k");
        var resource = await data.Objects.SignAsync("bucket", "k", new SignedResourceOptions { SingleUse = true }, Stop);

        await data.SignedResources.DownloadAsync(resource.SignedUrl, aps.PathOf("one"), cancellationToken: Stop);
        var error = await Should.ThrowAsync<ApsHttpException>(() => data.SignedResources.DownloadAsync(resource.SignedUrl, aps.PathOf("two"), cancellationToken: Stop));

        error.Status.ShouldBe(HttpStatusCode.NotFound);
        error.ToString().ShouldNotContain(resource.SignedUrl.Uri.Segments[^1]);
        Directory.GetFiles(aps.Folder).ShouldBe([aps.PathOf("one")]);
    }

    [Fact]
    public async Task Content_is_replaced_on_condition_and_reading_rights_do_not_write()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await EmulatedAps.PutAsync(data, "k");
        var write = (await data.Objects.SignAsync("bucket", "k", new SignedResourceOptions { Access = SignedAccess.Write }, Stop)).SignedUrl;
        var read = (await data.Objects.SignAsync("bucket", "k", cancellationToken: Stop)).SignedUrl;

        async Task<HttpStatusCode?> StatusAsync(SignedUrl url, string? ifMatch) => (await Should.ThrowAsync<ApsHttpException>(() =>
            data.SignedResources.UploadAsync(url, new MemoryStream(new byte[5]), new SignedUploadOptions { IfMatch = ifMatch }, Stop))).Status;

        (await StatusAsync(write, "da39a3ee5e6b4b0d3255bfef95601890afd80709")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await StatusAsync(read, null)).ShouldBe(HttpStatusCode.Forbidden);
        (await data.Objects.GetDetailsAsync("bucket", "k", Stop)).Size.ShouldBe(10);
    }

    [Fact]
    public async Task A_deleted_address_leads_nowhere()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await EmulatedAps.PutAsync(data, "k");
        var resource = await data.Objects.SignAsync("bucket", "k", cancellationToken: Stop);

        await data.SignedResources.DeleteAsync(resource.SignedUrl, Stop);

        await Should.ThrowAsync<ApsHttpException>(() => data.SignedResources.DownloadAsync(resource.SignedUrl, aps.PathOf("out"), cancellationToken: Stop));
    }

    [Fact]
    public async Task The_token_is_never_sent_where_an_address_points()
    {
        await using var evil = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        var resources = service.Data().SignedResources;

        await resources.DeleteAsync(new SignedUrl($"{evil.BaseUrl}oss/v2/signedresources/abc?region=US"), Stop);
        await Should.ThrowAsync<ArgumentException>(() => resources.DeleteAsync(new SignedUrl($"{evil.BaseUrl}oss/v2/signedresources/a/../../buckets/b"), Stop));

        evil.Requests.ShouldBeEmpty();
        service.Requests.ShouldHaveSingleItem().ShouldStartWith("DELETE /oss/v2/signedresources/abc?region=US ");
    }

    [Fact]
    public async Task A_stream_without_a_length_and_a_form_are_refused_before_any_call()
    {
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        var (resources, url) = (service.Data().SignedResources, new SignedUrl($"{service.BaseUrl}oss/v2/signedresources/abc"));

        Should.Throw<ArgumentException>(() => resources.UploadAsync(url, new System.IO.Compression.GZipStream(new MemoryStream(), System.IO.Compression.CompressionMode.Decompress), cancellationToken: Stop));
        Should.Throw<ArgumentException>(() => resources.UploadAsync(url, new MemoryStream(), new SignedUploadOptions { ContentType = "multipart/form-data" }, Stop));
        service.Requests.ShouldBeEmpty();
    }
}
