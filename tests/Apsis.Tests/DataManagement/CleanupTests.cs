using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement;

public sealed class CleanupTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_older_is_deleted_by_the_service_s_clock_and_nothing_without_a_date_is()
    {
        await using var service = await StartAsync(new()
        {
            ["old"] = (Now.AddDays(-8), Now.AddDays(-8)),
            ["changed"] = (Now.AddDays(-80), Now.AddDays(-1)),
            ["young"] = (Now.AddDays(-6), Now.AddDays(-6)),
            ["no date"] = (null, null),
            ["half a date"] = (Now.AddDays(-80), null),
        });
        var seen = new List<CleanupProgress>();

        var old = await service.Data().Objects.DeleteOlderThanAsync(
            "bucket", TimeSpan.FromDays(7), new CleanupOptions { Progress = new Told(seen.Add) }, Stop).ToListAsync(Stop);

        old.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            item => item.Object.ObjectKey.ShouldBe("old"), item => item.Changed.ShouldBe(Now.AddDays(-8)), item => item.IsDeleted.ShouldBeTrue());
        Deletions(service).ShouldHaveSingleItem().ShouldContain("/objects/old");
        seen[^1].ShouldBe(new CleanupProgress(Seen: 5, Old: 1, OldBytes: 3, Undated: 2));
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_deletes_nothing()
    {
        await using var service = await StartAsync(new() { ["old"] = (Now.AddDays(-8), Now.AddDays(-8)), ["young"] = (Now, Now) });

        var old = await service.Data().Objects.DeleteOlderThanAsync("bucket", TimeSpan.FromDays(7), new CleanupOptions { DryRun = true }, Stop).ToListAsync(Stop);

        old.ShouldHaveSingleItem().IsDeleted.ShouldBeFalse();
        Deletions(service).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_objects_of_the_prefix_go_on_the_emulator_as_well()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        await EmulatedAps.PutAsync(data, "runs/a");
        await EmulatedAps.PutAsync(data, "keep/b");

        // The service's clock, as a header says it, is of whole seconds and may lag behind.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        List<OldObject> gone = [];
        while (gone.Count == 0)
            gone = await data.Objects.DeleteOlderThanAsync("bucket", TimeSpan.FromSeconds(1), new CleanupOptions { Prefix = "runs/" }, limit.Token).ToListAsync(limit.Token);

        gone.ShouldHaveSingleItem().Object.ObjectKey.ShouldBe("runs/a");
        (await data.Objects.ListAsync("bucket", cancellationToken: Stop).ToListAsync(Stop)).ShouldHaveSingleItem().ObjectKey.ShouldBe("keep/b");
        (await data.Objects.DeleteOlderThanAsync("bucket", TimeSpan.FromHours(1), cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_can_not_be_deleted_is_told_with_its_error()
    {
        await using var service = await StartAsync(new() { ["a"] = (Now.AddDays(-8), Now.AddDays(-8)), ["b"] = (Now.AddDays(-8), Now.AddDays(-8)) }, refuse: "a");

        var old = await service.Data().Objects.DeleteOlderThanAsync("bucket", TimeSpan.FromDays(7), cancellationToken: Stop).ToListAsync(Stop);

        old.Select(item => (item.Object.ObjectKey, item.IsDeleted)).ShouldBe([("a", false), ("b", true)]);
        old[0].Error.ShouldBeOfType<ApsHttpException>();
    }

    [Fact]
    public async Task An_age_of_nothing_is_refused()
    {
        await using var service = await StartAsync([]);

        Should.Throw<ArgumentException>(() => service.Data().Objects.DeleteOlderThanAsync("bucket", TimeSpan.Zero, cancellationToken: Stop));
    }

    private static IEnumerable<string> Deletions(ScriptedService service) => service.Requests.Where(request => request.StartsWith("DELETE", StringComparison.Ordinal));

    // Its clock is years from this machine's, whichever that is.
    private static Task<ScriptedService> StartAsync(Dictionary<string, (DateTimeOffset? Created, DateTimeOffset? Modified)> objects, string? refuse = null) =>
        ScriptedService.StartAsync(context =>
        {
            context.Response.Headers.Date = Now.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            var path = context.Request.Path.Value!;
            if (context.Request.Method == "DELETE")
            {
                context.Response.StatusCode = path.EndsWith($"/{refuse}", StringComparison.Ordinal) ? 403 : 200;
                return Task.CompletedTask;
            }

            if (path.EndsWith("/objects", StringComparison.Ordinal))
                return ScriptedService.JsonAsync(context, $$"""{"items":[{{string.Join(',', objects.Keys.Select(key => $$"""{"objectKey":"{{key}}","size":3}"""))}}]}""");

            var name = path.Split('/')[^2];
            var (created, modified) = objects[name];
            return ScriptedService.JsonAsync(context, $$"""{"objectKey":"{{name}}","size":3,"createdDate":{{Text(created)}},"lastModifiedDate":{{Text(modified)}}}""");
        });

    private static string Text(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null";

    private sealed class Told(Action<CleanupProgress> tell) : IProgress<CleanupProgress>
    {
        public void Report(CleanupProgress value) => tell(value);
    }
}
