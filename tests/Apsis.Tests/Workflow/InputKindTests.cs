using System.Text;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Runs;
using Apsis.Tests.Support;

namespace Apsis.Tests.Workflow;

/// <summary>Everything that an input can be, through the real emulator.</summary>
public sealed class InputKindTests : IAsyncLifetime
{
    private EmulatedAps _aps = null!;
    private AutomationWorkflow _workflow = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aps = await EmulatedAps.StartAsync();
        _workflow = _aps.Workflow();
    }

    public async ValueTask DisposeAsync()
    {
        await _workflow.DisposeAsync();
        await _aps.DisposeAsync();
    }

    [Fact]
    public async Task A_folder_is_zipped_and_the_service_unzips_it()
    {
        await _aps.WriteAsync("model/main.txt", "main"u8.ToArray());
        await _aps.WriteAsync("model/xrefs/site.txt", "site"u8.ToArray());
        var activity = await _aps.PublishScriptAsync("Folder", "cat \"$1/main.txt\" \"$1/xrefs/site.txt\" > \"$2\"", "\"$(args[model].path)\" \"$(args[out].path)\"",
            ("model", new ActivityParameter { Verb = Verb.Get, Zip = true, LocalName = "model" }), Out);

        (await RunAsync(activity, new RunInput.Folder("model", _aps.PathOf("model")))).ShouldBe("mainsite");
    }

    [Fact]
    public async Task A_file_in_a_folder_is_the_one_that_the_program_gets()
    {
        await _aps.WriteAsync("model/sub/main.txt", "main"u8.ToArray());
        var activity = await PublishCatAsync();

        (await RunAsync(activity, new RunInput.Folder("in", _aps.PathOf("model")) { PathInZip = "sub/main.txt" })).ShouldBe("main");
    }

    [Fact]
    public async Task A_file_in_a_zip_is_the_one_that_the_program_gets()
    {
        var zip = await _aps.WriteAsync("set.zip", Zips.Of(("a.txt", "not this"), ("b/c.txt", "this")));

        (await RunAsync(await PublishCatAsync(), new RunInput.File("in", zip) { PathInZip = "b/c.txt" })).ShouldBe("this");
    }

    [Fact]
    public async Task A_stream_that_can_not_seek_is_read_to_its_end()
    {
        var text = new string('x', 300_000) + "end";
        await using var source = new ForwardStream(Encoding.UTF8.GetBytes(text));

        (await RunAsync(await PublishCatAsync(), new RunInput.Content("in", source, "posted.txt"))).ShouldBe(text);
        source.CanRead.ShouldBeTrue("the stream is the caller's");
    }

    [Fact]
    public async Task A_stream_is_read_from_where_it_stands()
    {
        using var source = new MemoryStream("0123456789"u8.ToArray()) { Position = 4 };

        (await RunAsync(await PublishCatAsync(), new RunInput.Content("in", source, "posted.txt"))).ShouldBe("456789");
    }

    [Fact]
    public async Task An_object_that_is_in_the_storage_already_is_not_uploaded_again()
    {
        await _workflow.EnsureBucketAsync("shared-bucket", cancellationToken: Stop);
        await _workflow.UploadInputFileAsync(await _aps.WriteAsync("t.txt", "template"u8.ToArray()), "templates/t.txt", "shared-bucket", cancellationToken: Stop);

        (await RunAsync(await PublishCatAsync(), new RunInput.Object("in", "shared-bucket", "templates/t.txt"))).ShouldBe("template");
        (await _aps.Data().Objects.ListAsync("bucket-of-client-a", "runs/", cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_is_fetched_by_the_service()
    {
        await _workflow.EnsureBucketAsync("shared-bucket", cancellationToken: Stop);
        var url = await _workflow.UploadInputFileAsync(await _aps.WriteAsync("t.txt", "linked"u8.ToArray()), bucketKey: "shared-bucket", cancellationToken: Stop);

        (await RunAsync(await PublishCatAsync(), new RunInput.Link("in", new Uri(url.Reveal())))).ShouldBe("linked");
    }

    [Fact]
    public async Task A_text_becomes_a_file_of_the_name_that_the_run_gives()
    {
        var activity = await _aps.PublishScriptAsync("Named", "basename \"$1\" > \"$2\"", "\"$(args[in].path)\" \"$(args[out].path)\"",
            ("in", new ActivityParameter { Verb = Verb.Get }), Out);

        (await RunAsync(activity, new RunInput.Text("in", "{}") { LocalName = "settings.json" })).Trim().ShouldBe("settings.json");
    }

    [Fact]
    public async Task An_optional_input_that_can_not_be_fetched_does_not_stop_the_WorkItem()
    {
        var activity = await _aps.PublishScriptAsync("Maybe", "if [ -s \"$1\" ]; then echo there; else echo missing; fi > \"$2\"", "\"$(args[in].path)\" \"$(args[out].path)\"",
            ("in", new ActivityParameter { Verb = Verb.Get, LocalName = "in.txt" }), Out);
        await _workflow.EnsureBucketAsync("shared-bucket", cancellationToken: Stop);

        (await RunAsync(activity, new RunInput.Object("in", "shared-bucket", "nothing.txt") { Optional = true })).Trim().ShouldBe("missing");
    }

    [Fact]
    public async Task What_can_not_work_is_said_before_anything_is_uploaded()
    {
        var activity = await PublishCatAsync();
        var zip = await _aps.WriteAsync("set.zip", Zips.Of(("a.txt", "a")));
        await _aps.WriteAsync("model/main.txt", "main"u8.ToArray());
        Directory.CreateDirectory(_aps.PathOf("empty"));
        using var closed = new MemoryStream();
        closed.Dispose();

        await RefusedAsync("no 'b.txt' in the zip", new RunInput.File("in", zip) { PathInZip = "b.txt" });
        await RefusedAsync("is no zip", new RunInput.File("in", _aps.PathOf("model/main.txt")) { PathInZip = "b.txt" });
        await RefusedAsync("is given a folder", new RunInput.Folder("in", _aps.PathOf("model")));
        await RefusedAsync("no 'other.txt' in the folder", new RunInput.Folder("in", _aps.PathOf("model")) { PathInZip = "other.txt" });
        await RefusedAsync("there is no folder", new RunInput.Folder("in", _aps.PathOf("nowhere")));
        await RefusedAsync("holds no file", new RunInput.Folder("in", _aps.PathOf("empty")));
        await RefusedAsync("can not be read", new RunInput.Content("in", closed, "a.txt"));
        await RefusedAsync("is no file name", new RunInput.Content("in", new MemoryStream(), "../a.txt"));
        await RefusedAsync("leave the job folder", new RunInput.File("in", zip) { LocalName = "../../a" });
        await RefusedAsync("can not read from 'ftp:'", new RunInput.Link("in", new Uri("ftp://example.com/a")));
        (await _aps.Data().Buckets.ListAsync(cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();

        async Task RefusedAsync(string because, RunInput input) =>
            (await Should.ThrowAsync<RunSpecException>(() => RunAsync(activity, input))).Message.ShouldContain(because);
    }

    [Fact]
    public async Task A_value_for_a_parameter_without_a_local_name_is_refused()
    {
        var activity = await _aps.PublishScriptAsync("Named", "true", "\"$(args[in].path)\" \"$(args[out].path)\"", ("in", new ActivityParameter { Verb = Verb.Get }), Out);

        (await Should.ThrowAsync<RunSpecException>(() => RunAsync(activity, new RunInput.Text("in", "x")))).Message.ShouldContain("no localName");
    }

    [Fact]
    public async Task Values_too_large_for_a_submission_are_refused_with_the_largest_named()
    {
        var activity = await _aps.PublishScriptAsync("Large", "true", "\"$(args[out].path)\"", ("big", new ActivityParameter { Verb = Verb.Read }), Out);

        var error = await Should.ThrowAsync<RunSpecException>(() => RunAsync(activity, new RunInput.Text("big", new string('x', 70_000))));

        error.Message.ShouldContain("65,536");
        error.Message.ShouldContain("'big' (70,000 characters)");
    }

    private static (string, ActivityParameter) Out => ("out", new ActivityParameter { Verb = Verb.Put, LocalName = "out.txt" });

    private Task<string> PublishCatAsync() => _aps.PublishScriptAsync("Cat", "cat \"$1\" > \"$2\"", "\"$(args[in].path)\" \"$(args[out].path)\"",
        ("in", new ActivityParameter { Verb = Verb.Get, LocalName = "in.txt" }), Out);

    private async Task<string> RunAsync(string activity, RunInput input)
    {
        var result = await _workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            Inputs = { input },
            OutputFiles = { ["out"] = "out.txt" },
            OutputDirectory = _aps.PathOf("here"),
        }, Stop);
        return await File.ReadAllTextAsync(result.EnsureSuccess().Outputs["out"], Stop);
    }

    /// <summary>Bytes that come once, as from a network.</summary>
    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
