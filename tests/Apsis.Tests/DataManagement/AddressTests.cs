using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Tests.Support;
using CsCheck;

namespace Apsis.Tests.DataManagement;

public sealed class AddressTests
{
    private static readonly HttpClient Plain = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_moves_the_bytes_himself_opens_sends_and_completes()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var objects = (await aps.DataWithBucketAsync()).Objects;

        var opened = await objects.OpenUploadAsync("bucket", new UploadUrlRequest { ObjectKey = "k", Parts = 2 }, new UploadUrlOptions { Minutes = 5, UseAcceleration = false }, Stop);
        opened.Urls.Count.ShouldBe(2);
        opened.UrlExpiration!.Value.ShouldBe(TimeProvider.System.GetUtcNow().AddMinutes(5), TimeSpan.FromMinutes(1));
        opened.ToString().ShouldNotContain(opened.UploadKey);
        var more = await objects.OpenUploadAsync("bucket", new UploadUrlRequest { ObjectKey = "k", UploadKey = opened.UploadKey, FirstPart = 2 }, cancellationToken: Stop);
        more.UploadKey.ShouldBe(opened.UploadKey);
        new UploadUrlRequest { ObjectKey = "k", UploadKey = opened.UploadKey }.ToString().ShouldNotContain(opened.UploadKey);
        var eTag = await PutAsync(opened.Urls[0].Uri, 5);

        var missing = await Should.ThrowAsync<TransferException>(() => objects.CompleteUploadAsync(
            "bucket", new UploadCompletion { ObjectKey = "k", UploadKey = opened.UploadKey, ETags = [eTag, eTag] }, Stop));
        missing.Message.ShouldContain("part 2 is Pending");
        (await objects.CompleteUploadAsync("bucket", new UploadCompletion { ObjectKey = "k", UploadKey = opened.UploadKey, Size = 5, ETags = [eTag] }, Stop)).Size.ShouldBe(5);
    }

    [Fact]
    public async Task A_completion_whose_answer_was_lost_is_answered_again()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var objects = (await aps.DataWithBucketAsync()).Objects;
        var opened = await objects.OpenUploadAsync("bucket", new UploadUrlRequest { ObjectKey = "k" }, cancellationToken: Stop);
        await PutAsync(opened.Urls[0].Uri, 5);
        var completion = new UploadCompletion { ObjectKey = "k", UploadKey = opened.UploadKey };

        var first = await objects.CompleteUploadAsync("bucket", completion, Stop);

        (await objects.CompleteUploadAsync("bucket", completion, Stop)).ShouldBe(first with { Extra = null });
    }

    [Fact]
    public async Task An_address_is_asked_for_on_condition()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await EmulatedAps.PutAsync(data, "k");
        var sha1 = (await data.Objects.GetDetailsAsync("bucket", "k", Stop)).Sha1;

        var same = await data.Objects.OpenDownloadAsync("bucket", new DownloadUrlRequest { ObjectKey = "k", IfNoneMatch = sha1 }, cancellationToken: Stop);
        var other = await data.Objects.OpenDownloadAsync(
            "bucket", new DownloadUrlRequest { ObjectKey = "k", IfNoneMatch = "0", ResponseContentType = "text/x-mine" }, new DownloadUrlOptions { UseCdn = true }, Stop);

        (same.IsNotModified, same.Url).ShouldBe((true, null));
        other.IsNotModified.ShouldBeFalse();
        using var answer = await Plain.GetAsync(other.Url!.Uri, Stop);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/x-mine");
    }

    [Fact]
    public async Task Batches_of_any_size_are_cut_into_what_the_service_takes()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var objects = (await aps.DataWithBucketAsync()).Objects;
        var keys = Enumerable.Range(0, 60).Select(number => $"a/{number}").ToList();

        var opened = await objects.OpenUploadsAsync("bucket", keys.Select(key => new UploadUrlRequest { ObjectKey = key }), cancellationToken: Stop).ToListAsync(Stop);
        foreach (var upload in opened.Skip(1))
            await PutAsync(upload.Value!.Urls[0].Uri, 7);
        var completed = await objects.CompleteUploadsAsync(
            "bucket", opened.Select(upload => new UploadCompletion { ObjectKey = upload.ObjectKey, UploadKey = upload.Value!.UploadKey, Metadata = new() { ContentType = "text/plain" } }), Stop).ToListAsync(Stop);
        var addresses = await objects.OpenDownloadsAsync("bucket", keys.Select(key => new DownloadUrlRequest { ObjectKey = key }), cancellationToken: Stop).ToListAsync(Stop);

        opened.Select(upload => upload.ObjectKey).ShouldBe(keys);
        completed.Select(item => item.ObjectKey).ShouldBe(keys);
        completed[0].Reason!.ShouldContain("part 1 is Pending");
        completed.Skip(1).ShouldAllBe(item => item.Value!.Size == 7 && item.Value.ContentType == "text/plain" && item.Reason == null);
        addresses[0].Reason.ShouldBe("Object does not exist");
        addresses.Skip(1).ShouldAllBe(item => item.Value!.Url != null && item.Value.Sha1 != null);
    }

    [Fact]
    public async Task Requests_of_no_sense_are_found_before_any_call()
    {
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        var objects = service.Data().Objects;

        await Should.ThrowAsync<ArgumentException>(() => objects.OpenUploadAsync("bucket", new UploadUrlRequest { ObjectKey = "k", Parts = 26 }, cancellationToken: Stop));
        await Should.ThrowAsync<ArgumentException>(() => objects.OpenUploadAsync("bucket", new UploadUrlRequest { ObjectKey = "k" }, new UploadUrlOptions { Minutes = 61 }, Stop));
        await Should.ThrowAsync<ArgumentException>(() => objects.SignAsync("bucket", "k", new SignedResourceOptions { Minutes = 0 }, Stop));
        await Should.ThrowAsync<ArgumentException>(() => objects.OpenDownloadAsync("bucket", new DownloadUrlRequest { ObjectKey = "k", ResponseContentType = "a\r\nb" }, cancellationToken: Stop));
        Should.Throw<ArgumentException>(() => objects.OpenUploadsAsync("bucket", [new UploadUrlRequest { ObjectKey = "k" }, new UploadUrlRequest { ObjectKey = "" }], cancellationToken: Stop));
        service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void No_batch_is_too_heavy_or_names_an_object_twice_and_none_is_lost() => Gen.Select(Gen.Int[0, 9], Gen.Int[1, 25]).List[0, 60].Sample(requests =>
    {
        var chunks = BatchChunks.Of(requests, request => $"k{request.Item1}", request => request.Item2);

        chunks.SelectMany(chunk => chunk).ShouldBe(requests);
        chunks.ShouldAllBe(chunk => chunk.Count > 0 && chunk.Sum(request => request.Item2) <= 25 && chunk.Select(request => request.Item1).Distinct().Count() == chunk.Count);
    });

    private static async Task<string> PutAsync(Uri url, int size)
    {
        using var answer = await Plain.PutAsync(url, new ByteArrayContent(new byte[size]), Stop);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.ETag!.Tag.Trim('"');
    }
}
