using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class ExpiryTests : ObjectStorageTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_expired_upload_URL_answers_403_and_a_fresh_one_continues_the_upload()
    {
        var opened = await GetAsync(Bucket + "/objects/x/signeds3upload");
        opened["uploadExpiration"]!.GetValue<string>().ShouldBe("2026-03-06T00:00:00Z");
        opened["urlExpiration"]!.GetValue<string>().ShouldBe("2026-03-04T12:02:00Z");
        _time.Advance(TimeSpan.FromSeconds(121));
        using var late = await PutAsync(opened["urls"]![0]!.GetValue<string>(), Bytes(10));
        late.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        late.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        var error = await late.Content.ReadAsStringAsync(Cancellation);
        error.ShouldContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");

        var key = opened["uploadKey"]!.GetValue<string>();
        var fresh = await GetAsync($"{Bucket}/objects/x/signeds3upload?uploadKey={key}&minutesExpiration=60");
        using var put = await PutAsync(fresh["urls"]![0]!.GetValue<string>(), Bytes(10));
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        await PostAsync(Bucket + "/objects/x/signeds3upload", new { uploadKey = key });
    }

    [Fact]
    public async Task An_upload_can_be_completed_until_the_midnight_after_tomorrow_and_is_then_forgotten_with_its_parts()
    {
        var (kept, late) = (await PutAsync("kept"), await PutAsync("late"));
        Directory.GetFiles(BlobPath).Length.ShouldBe(2);

        // It is noon: a second before the end of tomorrow.
        await AdvanceAsync(new TimeSpan(35, 59, 59));
        await PostAsync(Bucket + "/objects/kept/signeds3upload", new { uploadKey = kept });
        Directory.GetFiles(BlobPath).Length.ShouldBe(2);

        await AdvanceAsync(TimeSpan.FromSeconds(1));
        await PostAsync(Bucket + "/objects/late/signeds3upload", new { uploadKey = late }, HttpStatusCode.BadRequest);
        await UntilAsync(() => Directory.GetFiles(BlobPath).Length == 1);
    }

    [Fact]
    public async Task A_completion_is_remembered_for_a_day()
    {
        var opened = await GetAsync(Bucket + "/objects/x/signeds3upload");
        using var put = await PutAsync(opened["urls"]![0]!.GetValue<string>(), Bytes(10));
        var body = new { uploadKey = opened["uploadKey"]!.GetValue<string>() };
        await PostAsync(Bucket + "/objects/x/signeds3upload", body);

        await AdvanceAsync(TimeSpan.FromHours(23));
        await PostAsync(Bucket + "/objects/x/signeds3upload", body);
        await AdvanceAsync(TimeSpan.FromHours(2));
        await PostAsync(Bucket + "/objects/x/signeds3upload", body, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Pieces_of_a_resumable_upload_that_nobody_goes_on_with_are_forgotten()
    {
        var signed = await PostAsync(Bucket + "/objects/x/signed?access=write", new { minutesExpiration = 60 });
        var url = signed["signedUrl"]!.GetValue<string>().Replace("?region", "/resumable?region", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(Bytes(5)) };
        request.Content.Headers.Add("Content-Range", "bytes 0-4/10");
        request.Headers.Add("Session-Id", "s");
        using var answer = await S3.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        Directory.GetFiles(BlobPath).Length.ShouldBe(1);

        await AdvanceAsync(TimeSpan.FromHours(25));
        await UntilAsync(() => Directory.GetFiles(BlobPath).Length == 0);
    }

    [Fact]
    public async Task Objects_live_as_long_as_their_bucket_keeps_them()
    {
        await CreateBucketAsync("a-day", "transient");
        await CreateBucketAsync("a-month", "temporary");
        foreach (var bucket in new[] { "drawings", "a-day", "a-month" }) await UploadAsync("x", Bytes(10), "/oss/v2/buckets/" + bucket);

        await AdvanceAsync(TimeSpan.FromHours(23));
        (await CountAsync("a-day")).ShouldBe(1);
        await AdvanceAsync(TimeSpan.FromHours(2));
        await UntilAsync(() => Directory.GetFiles(BlobPath).Length == 2);
        (await CountAsync("a-day")).ShouldBe(0);
        (await CountAsync("a-month")).ShouldBe(1);
        await AdvanceAsync(TimeSpan.FromDays(29));
        await UntilAsync(() => Directory.GetFiles(BlobPath).Length == 1);
        (await CountAsync("a-month")).ShouldBe(0);
        (await CountAsync("drawings")).ShouldBe(1);
    }

    [Fact]
    public async Task A_signed_resource_ends_when_it_said()
    {
        await UploadAsync("x", Bytes(10));
        var signed = await PostAsync(Bucket + "/objects/x/signed", new { minutesExpiration = 5 });
        signed["expiration"]!.GetValue<long>().ShouldBe(_time.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds());
        _time.Advance(TimeSpan.FromMinutes(5));
        using var late = await S3.GetAsync(signed["signedUrl"]!.GetValue<string>(), Cancellation);
        late.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    protected override void Configure(ApsEmulatorOptions options) => options.TimeProvider = _time;

    // Its one part has arrived.
    private async Task<string> PutAsync(string objectKey)
    {
        var opened = await GetAsync($"{Bucket}/objects/{objectKey}/signeds3upload");
        using var put = await PutAsync(opened["urls"]![0]!.GetValue<string>(), Bytes(10));
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        return opened["uploadKey"]!.GetValue<string>();
    }

    private async Task<int> CountAsync(string bucket) => (await GetAsync($"/oss/v2/buckets/{bucket}/objects"))["items"]!.AsArray().Count;

    // Tokens live for an hour, so the clients need new ones.
    private async Task AdvanceAsync(TimeSpan time)
    {
        _time.Advance(time);
        Client.Dispose();
        S3.Dispose();
        await ConnectAsync();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        while (!condition()) await Task.Delay(10, timeout.Token);
    }
}
