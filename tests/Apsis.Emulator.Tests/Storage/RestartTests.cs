using System.Net;
using Apsis.Emulator.Tests.ObjectStorage;

namespace Apsis.Emulator.Tests.Storage;

public sealed class RestartTests : ObjectStorageTest
{
    private readonly string _directory = Directory.CreateTempSubdirectory("apsis-test-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Objects_tokens_links_and_parts_survive()
    {
        await UploadAsync("done", Bytes(100));
        var link = await PostAsync(Bucket + "/objects/done/signed", new { });
        var opened = await GetAsync(Bucket + "/objects/half/signeds3upload?parts=2");
        var key = opened["uploadKey"]!.GetValue<string>();
        using var first = await PutAsync(opened["urls"]![0]!.GetValue<string>(), Bytes(5 * 1024 * 1024));
        var before = Emulator.BaseAddress;
        var token = Client.DefaultRequestHeaders.Authorization;

        await StartAsync();
        await ConnectAsync();
        Client.DefaultRequestHeaders.Authorization = token;
        string Moved(string url) => url.Replace(before.Authority, Emulator.BaseAddress.Authority, StringComparison.Ordinal);

        (await DownloadAsync("done")).ShouldBe(Bytes(100));
        (await S3.GetByteArrayAsync(Moved(link["signedUrl"]!.GetValue<string>()), Cancellation)).ShouldBe(Bytes(100));
        await GetAsync(Bucket + "/objects/half/details", HttpStatusCode.NotFound);
        using var second = await PutAsync(Moved(opened["urls"]![1]!.GetValue<string>()), Bytes(7));
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(Bucket + "/objects/half/signeds3upload", new { uploadKey = key }))["size"]!.GetValue<long>().ShouldBe(5 * 1024 * 1024 + 7);
    }

    [Fact]
    public async Task Files_that_nobody_refers_to_are_swept()
    {
        await UploadAsync("done", Bytes(100));
        var blobs = Path.Combine(_directory, "blobs");
        await File.WriteAllTextAsync(Path.Combine(blobs, "0123.part"), "half", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(blobs, "4567"), "orphan", Cancellation);

        await StartAsync();
        await ConnectAsync();

        Directory.GetFiles(blobs).Length.ShouldBe(1);
        (await DownloadAsync("done")).ShouldBe(Bytes(100));
    }

    [Fact]
    public async Task A_revoked_token_stays_revoked()
    {
        var token = Client.DefaultRequestHeaders.Authorization!;
        using var form = new FormUrlEncodedContent([new("token", token.Parameter), new("client_id", "client-a"), new("client_secret", "s")]);
        using var revoked = await S3.PostAsync("/authentication/v2/revoke", form, Cancellation);
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        await GetAsync("/oss/v2/buckets", HttpStatusCode.Unauthorized);

        await StartAsync();
        await ConnectAsync();
        Client.DefaultRequestHeaders.Authorization = token;
        await GetAsync("/oss/v2/buckets", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_directory_in_use_is_said_to_be_so()
    {
        var options = new ApsEmulatorOptions { DataDirectory = _directory };
        var error = await Should.ThrowAsync<ApsEmulatorException>(() => ApsEmulator.StartAsync(options, Cancellation));
        error.Message.ShouldContain("used by another running emulator");
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_said_to_be_so()
    {
        var file = Path.Combine(_directory, "a-file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        var options = new ApsEmulatorOptions { DataDirectory = Path.Combine(file, "data") };
        var error = await Should.ThrowAsync<ApsEmulatorException>(() => ApsEmulator.StartAsync(options, Cancellation));
        error.Message.ShouldContain("cannot be created");
    }

    protected override void Configure(ApsEmulatorOptions options) => options.DataDirectory = _directory;
}
