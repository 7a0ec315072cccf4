using System.Net;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.Workflow;

/// <summary>What can not work is found before anything is uploaded or paid, and nothing is left behind.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private EmulatedAps _aps = null!;
    private AutomationWorkflow _workflow = null!;
    private string _activity = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aps = await EmulatedAps.StartAsync();
        _workflow = _aps.Workflow();
        _activity = await _aps.PublishCopyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _workflow.DisposeAsync();
        await _aps.DisposeAsync();
    }

    [Fact]
    public Task A_missing_input_file() => RefusedAsync("nothing.dxf", Options("nothing.dxf"));

    [Fact]
    public Task A_folder_given_as_a_file() => RefusedAsync("is a folder", Options(_aps.Folder));

    [Fact]
    public async Task An_Activity_that_does_not_exist()
    {
        var error = await RefusedAsync("knows no such Activity", Options(await InputAsync()), "client-a.Nothing+prod");

        error.InnerException.ShouldBeOfType<AutomationException>();
    }

    [Theory]
    [InlineData("NoAlias")]
    [InlineData("owner.Name")]
    [InlineData("owner.Na me+prod")]
    [InlineData("../../x+y")]
    public async Task An_Activity_id_of_another_form(string id) => await RefusedAsync("owner.Name+alias", Options(await InputAsync()), id);

    [Fact]
    public async Task An_argument_that_the_Activity_does_not_have() => await RefusedAsync("no parameter 'extra'; it has: in, out",
        Options(await InputAsync()) with { Values = new Dictionary<string, string> { ["extra"] = "1" } });

    [Fact]
    public Task A_required_argument_that_is_not_given() => RefusedAsync("needs the input 'in'",
        new RunWorkItemOptions { OutputFiles = new Dictionary<string, string> { ["out"] = "o" }, OutputDirectory = _aps.PathOf("here") });

    [Fact]
    public async Task An_output_given_as_an_input() => await RefusedAsync("'out' is an output",
        Options(await InputAsync()) with
        {
            InputFiles = new Dictionary<string, string> { ["in"] = await InputAsync(), ["out"] = await InputAsync() },
            OutputFiles = new Dictionary<string, string>(),
        });

    [Fact]
    public async Task One_argument_given_twice() => await RefusedAsync("'in' is given 2 times",
        Options(await InputAsync()) with { Values = new Dictionary<string, string> { ["in"] = "1" } });

    [Theory]
    [InlineData("same.txt", "same.txt")]
    [InlineData("Same.txt", "same.txt")]
    public async Task One_object_key_for_two_outputs(string one, string other) => await RefusedAsync("several outputs",
        Options(await InputAsync()) with { OutputFiles = new Dictionary<string, string> { ["out"] = one, ["other"] = other } });

    [Theory]
    [InlineData("../escape.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("C:\\x")]
    public async Task An_output_key_that_leaves_the_output_folder(string key) => await RefusedAsync("would leave the output folder",
        Options(await InputAsync()) with { OutputFiles = new Dictionary<string, string> { ["out"] = key } });

    [Fact]
    public async Task A_bucket_key_against_the_rules() => await RefusedAsync("3 to 128", Options(await InputAsync()) with { BucketKey = "No Bucket!" });

    [Fact]
    public async Task No_bucket_at_all()
    {
        var pipeline = _aps.Pipeline();
        await using var workflow = new AutomationWorkflow(new AutomationClient(pipeline), new(pipeline));

        (await Should.ThrowAsync<RunSpecException>(async () => await workflow.RunWorkItemWithFilesAsync(_activity, Options(await InputAsync()), Stop)))
            .Message.ShouldContain("APS_DEFAULT_BUCKET");
    }

    [Fact]
    public async Task An_output_folder_that_can_not_be_written() => await RefusedAsync("can not be written",
        Options(await InputAsync()) with { OutputDirectory = Path.Combine(await InputAsync(), "below-a-file") });

    [Fact]
    public async Task A_callback_that_the_service_could_not_reach() => await RefusedAsync("https",
        Options(await InputAsync()) with { OnCompleteUrl = new Uri("http://example.com/done") });

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var error = await RefusedAsync("nothing.dxf", Options("nothing.dxf") with { BucketKey = "X", OutputFiles = new Dictionary<string, string> { ["out"] = "../o" } });

        error.Problems.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_bucket_that_another_app_owns_ends_the_run_before_any_upload()
    {
        await _aps.Data("client-b").Buckets.CreateAsync("foreign-bucket", cancellationToken: Stop);

        var error = await Should.ThrowAsync<ApsHttpException>(async () =>
            await _workflow.RunWorkItemWithFilesAsync(_activity, Options(await InputAsync()) with { BucketKey = "foreign-bucket" }, Stop));

        error.Message.ShouldContain("another app owns it");
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task Wrong_credentials_are_named_as_such()
    {
        await using var strict = await EmulatedAps.StartAsync(new() { Clients = { new("known", "right") } });
        var pipeline = strict.Pipeline("known", "not-the-secret");
        await using var workflow = new AutomationWorkflow(new AutomationClient(pipeline), new(pipeline), new() { DefaultBucket = "bucket" });

        var error = await Should.ThrowAsync<ApsHttpException>(async () => await workflow.RunWorkItemWithFilesAsync(_activity, Options(await InputAsync()), Stop));

        error.Status.ShouldBe(HttpStatusCode.Unauthorized);
        error.Message.ShouldContain("APS_CLIENT_SECRET");
        error.ToString().ShouldNotContain("not-the-secret");
    }

    private async Task<RunSpecException> RefusedAsync(string because, RunWorkItemOptions options, string? activity = null)
    {
        var error = await Should.ThrowAsync<RunSpecException>(() => _workflow.RunWorkItemWithFilesAsync(activity ?? _activity, options, Stop));

        error.Message.ShouldContain(because);
        await NothingHappenedAsync();
        return error;
    }

    private async Task NothingHappenedAsync()
    {
        (await _aps.Data().Buckets.ListAsync(cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();
        (await _aps.Automation().WorkItems.ListAsync(DateTimeOffset.UtcNow - TimeSpan.FromHours(1), Stop).ToListAsync(Stop)).ShouldBeEmpty();
        (Directory.Exists(_aps.PathOf("here")) ? Directory.GetFileSystemEntries(_aps.PathOf("here")) : []).ShouldBeEmpty();
    }

    private Task<string> InputAsync() => _aps.WriteAsync("input.txt", "x"u8.ToArray());

    private RunWorkItemOptions Options(string input) => new()
    {
        InputFiles = { ["in"] = input },
        OutputFiles = { ["out"] = "out.txt" },
        OutputDirectory = _aps.PathOf("here"),
    };
}
