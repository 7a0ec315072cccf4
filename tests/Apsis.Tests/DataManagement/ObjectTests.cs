using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement;

public sealed class ObjectTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Details_tell_dates_and_metadata_when_asked()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        var metadata = new ObjectMetadata { ContentType = "text/plain", CacheControl = "no-store", UserDefined = """{"project":"house"}""" };
        await data.Objects.UploadAsync(await aps.WriteAsync("a", new byte[3]), "bucket", "k", new UploadOptions { Metadata = metadata }, Stop);

        var plain = await data.Objects.GetDetailsAsync("bucket", "k", Stop);
        var full = await data.Objects.GetDetailsAsync("bucket", "k", ObjectExtras.All, Stop);

        plain.CreatedDate.ShouldBeNull();
        plain.ContentType.ShouldBe("text/plain");
        plain.Location.ShouldEndWith("/oss/v2/buckets/bucket/objects/k");
        var now = TimeProvider.System.GetUtcNow();
        full.CreatedDate!.Value.ShouldBe(now, TimeSpan.FromMinutes(1));
        full.LastModifiedDate!.Value.ShouldBe(now, TimeSpan.FromMinutes(1));
        full.LastAccessedDate!.Value.ShouldBe(now, TimeSpan.FromMinutes(1));
        full.UserDefinedMetadata.ShouldBe("""{"project":"house"}""");
        full.Extra!.Keys.ShouldContain("blockSizes");
    }

    [Fact]
    public async Task Details_of_an_object_that_has_not_changed_are_null()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await EmulatedAps.PutAsync(data, "k");
        var changed = (await data.Objects.GetDetailsAsync("bucket", "k", ObjectExtras.LastModifiedDate, Stop)).LastModifiedDate!.Value;

        (await data.Objects.GetDetailsIfModifiedAsync("bucket", "k", changed, cancellationToken: Stop)).ShouldBeNull();
        (await data.Objects.GetDetailsIfModifiedAsync("bucket", "k", changed.AddSeconds(-2), cancellationToken: Stop))!.ObjectKey.ShouldBe("k");
    }

    [Theory]
    [InlineData("copy.txt")]
    [InlineData("with / and % and ä")]
    [InlineData("..")]
    public async Task A_copy_has_the_same_content_under_another_key(string newKey)
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await EmulatedAps.PutAsync(data, "a/b", 1000);

        var copy = await data.Objects.CopyAsync("bucket", "a/b", newKey, Stop);

        copy.ObjectKey.ShouldBe(newKey);
        copy.Sha1.ShouldBe((await data.Objects.GetDetailsAsync("bucket", "a/b", Stop)).Sha1);
    }

    [Fact]
    public async Task Listings_tell_the_objects_of_a_prefix_through_all_pages()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await EmulatedAps.PutAsync(data, "seed");
        foreach (var number in Enumerable.Range(0, 130))
            await data.Objects.CopyAsync("bucket", "seed", $"a b&c/{number:000}", Stop);

        (await data.Objects.ListAsync("bucket", "a b&c/", Stop).Select(item => item.ObjectKey).ToListAsync(Stop))
            .ShouldBe(Enumerable.Range(0, 130).Select(number => $"a b&c/{number:000}"));
    }

    [Fact]
    public async Task A_listing_whose_pages_go_in_a_circle_ends_with_an_error()
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(
            context, """{"items":[{"objectKey":"k","size":1}],"next":"https://example.com/?startAt=k"}"""));

        (await Should.ThrowAsync<ApsHttpException>(async () => await service.Data().Objects.ListAsync("bucket", cancellationToken: Stop).CountAsync(Stop)))
            .Message.ShouldContain("same next page");
        service.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Members_that_nobody_knows_and_metadata_that_is_no_text_survive()
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(
            context, """{"objectKey":"k","size":1,"createdDate":"1700000000000","userDefinedMetadata":{"a":1},"tier":"cold"}"""));

        var stored = await service.Data().Objects.GetDetailsAsync("bucket", "k", ObjectExtras.All, Stop);

        stored.Extra!["tier"].GetString().ShouldBe("cold");
        stored.UserDefinedMetadata.ShouldBe("""{"a":1}""");
        stored.CreatedDate.ShouldBe(new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero));
    }

    [Fact]
    public async Task Many_are_deleted_and_each_is_told_of_in_order()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await EmulatedAps.PutAsync(data, "seed");
        var keys = Enumerable.Range(0, 30).Select(number => $"k{number:00}").ToList();
        foreach (var key in keys)
            await data.Objects.CopyAsync("bucket", "seed", key, Stop);

        var outcomes = await data.Objects.DeleteManyAsync("bucket", [.. keys, "missing"], cancellationToken: Stop).ToListAsync(Stop);

        outcomes.Select(outcome => outcome.ObjectKey).ShouldBe([.. keys, "missing"]);
        outcomes.ShouldAllBe(outcome => outcome.IsGone);
        outcomes.Single(outcome => outcome.WasMissing).ObjectKey.ShouldBe("missing");
        (await data.Objects.ListAsync("bucket", cancellationToken: Stop).ToListAsync(Stop)).ShouldHaveSingleItem().ObjectKey.ShouldBe("seed");
    }

    [Fact]
    public async Task One_that_can_not_be_deleted_does_not_stop_the_others()
    {
        var most = 0;
        var now = 0;
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(20, Stop);
            Interlocked.Decrement(ref now);
            context.Response.StatusCode = context.Request.Path.Value!.EndsWith("/k3", StringComparison.Ordinal) ? 403 : 200;
        });

        var outcomes = await service.Data().Objects
            .DeleteManyAsync("bucket", Enumerable.Range(0, 10).Select(number => $"k{number}"), new DeleteManyOptions { MaxConcurrency = 3 }, Stop).ToListAsync(Stop);

        outcomes.Count(outcome => outcome.IsGone).ShouldBe(9);
        outcomes.Single(outcome => outcome.Error is not null).ObjectKey.ShouldBe("k3");
        most.ShouldBeInRange(1, 3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_that_is_none_is_found_before_any_call(bool isHalfCharacter)
    {
        var key = isHalfCharacter ? "half \ud800 pair" : "";
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        var objects = service.Data().Objects;

        await Should.ThrowAsync<ArgumentException>(() => objects.GetDetailsAsync("bucket", key, Stop));
        await Should.ThrowAsync<ArgumentException>(() => objects.CopyAsync("bucket", "good", key, Stop));
        Should.Throw<ArgumentException>(() => objects.DeleteManyAsync("bucket", ["good", key], cancellationToken: Stop));
        service.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"a\":\"\r\n\"}")]
    [InlineData("""{"a":"ä"}""")]
    [InlineData("""{"a":"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"}""")]
    public async Task Metadata_that_can_not_travel_is_found_before_any_call(string json)
    {
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        var options = new UploadOptions { Metadata = new ObjectMetadata { UserDefined = json } };

        await Should.ThrowAsync<ArgumentException>(() => service.Data().Objects.UploadAsync(Stream.Null, "bucket", "k", options, Stop));
        service.Requests.ShouldBeEmpty();
    }
}
