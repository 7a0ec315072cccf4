using System.Collections.Concurrent;
using System.Net;
using Apsis;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.Exceptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guide.Tests;

/// <summary>Runs every snippet of the guide on the emulator, with the names and files that the guide uses.</summary>
public sealed class SnippetTests(GuideWorld world)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_program_runs_a_WorkItem_and_brings_its_output_home()
    {
        var result = await QuickStart.RunAsync();

        result.Status.ShouldBe(WorkItemStatus.Success, string.Join('\n', result.ErrorLines));
        world.Read("results/output.rvt").ShouldBe("content of path/to/input.rvt");
    }

    [Fact]
    public async Task The_clients_made_one_by_one_run_a_WorkItem() => (await QuickStart.ClientsAsync()).Status.ShouldBe(WorkItemStatus.Success);

    [Fact]
    public async Task A_bucket_is_made_or_found()
    {
        await using var workflow = world.Workflow();

        (await Storage.EnsureBucketAsync(workflow)).BucketKey.ShouldBe("my-design-automation-bucket");
        (await Storage.EnsureBucketAsync(workflow)).PolicyKey.ShouldBe("transient");
    }

    [Fact]
    public async Task Buckets_get_their_policies()
    {
        await using var workflow = world.Workflow();
        await Storage.PoliciesAsync(workflow);

        (await world.Data.Buckets.GetAsync("production-bucket-of-mine", Stop)).PolicyKey.ShouldBe("persistent");
        (await world.Data.Buckets.GetAsync("test-bucket-of-mine", Stop)).PolicyKey.ShouldBe("transient");
    }

    [Fact]
    public async Task Start_wait_and_download_work_one_by_one()
    {
        await using var workflow = world.Workflow();
        await workflow.EnsureBucketAsync("my-bucket", cancellationToken: Stop);

        var id = await WorkItems.StartAsync(workflow, await Storage.UploadInputAsync(workflow), await Storage.PrepareOutputAsync(workflow));
        (await WorkItems.WaitAsync(workflow, id)).Status.ShouldBe(WorkItemStatus.Success);
        if (File.Exists("results/output.rvt"))
            File.Delete("results/output.rvt");
        await WorkItems.DownloadAsync(workflow);

        world.Read("results/output.rvt").ShouldBe("content of path/to/input.rvt");
    }

    [Fact]
    public async Task A_WorkItem_is_cancelled()
    {
        await using var workflow = world.Workflow();
        var id = await workflow.StartWorkItemAsync("myowner.Slow+prod", new Dictionary<string, WorkItemArgument>(), cancellationToken: Stop);

        await WorkItems.CancelAsync(workflow, id);

        (await WorkItems.WaitAsync(workflow, id)).Status.ShouldBe(WorkItemStatus.Cancelled);
    }

    [Fact]
    public async Task The_steps_in_a_row_bring_the_output_home()
    {
        await using var workflow = world.Workflow();

        (await WorkItems.StepByStepAsync(workflow)).Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task A_run_is_left_and_awaited_later()
    {
        await using var workflow = world.Workflow();

        (await WorkItems.DetachedAsync(workflow)).Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task One_file_several_files_and_none()
    {
        await using var workflow = world.Workflow();

        (await Runs.OneFileAsync(workflow)).EnsureSuccess();
        (await Runs.SeveralFilesAsync(workflow)).EnsureSuccess().Outputs.Count.ShouldBe(3);
        world.Read("downloads/results/report.pdf").ShouldBe("content of path/to/model.rvt");
        foreach (var result in await Runs.WithoutFilesAsync(workflow))
            result.EnsureSuccess();
        world.Read("template.rvt").ShouldBe("template\n");
    }

    [Fact]
    public async Task Values_reach_the_program()
    {
        await using var workflow = world.Workflow();

        (await Runs.ValuesAsync(workflow)).EnsureSuccess();

        world.Read("sheet.txt").Replace("\uFEFF", "", StringComparison.Ordinal).ShouldBe("""Ground floor|{"scale":50,"paper":"A3"}""");
    }

    [Fact]
    public async Task Folders_streams_and_objects_go_in_and_folders_come_out()
    {
        await using var workflow = world.Workflow();
        await workflow.EnsureBucketAsync("my-bucket", cancellationToken: Stop);
        await workflow.UploadInputFileAsync("path/to/template.rvt", "templates/a3.txt", "my-bucket", cancellationToken: Stop);
        using var upload = new MemoryStream("posted"u8.ToArray());

        var result = (await Runs.OtherInputsAsync(workflow, upload)).EnsureSuccess();

        result.Outputs.Keys.ShouldBe(["sheets"]);
        world.Read("assembled/sheets/main.txt").ShouldBe("content of path/to/assembly/main.txt");
        world.Read("assembled/sheets/upload.txt").ShouldBe("posted");
        world.Read("assembled/sheets/template.txt").ShouldBe("content of path/to/template.rvt");
    }

    [Fact]
    public async Task Progress_long_runs_and_downloads_left_for_later()
    {
        await using var workflow = world.Workflow();

        (await Runs.ProgressAsync(workflow)).EnsureSuccess();
        (await Runs.LongRunAsync(workflow)).EnsureSuccess();
        (await Runs.SelectiveDownloadAsync(workflow)).EnsureSuccess();
    }

    [Fact]
    public async Task Batches_answer_in_order_as_they_end_and_for_a_whole_folder()
    {
        await using var workflow = world.Workflow();

        (await Batches.SpecsAsync(workflow)).Count.ShouldBe(5);
        for (var number = 1; number <= 5; number++)
            world.Read($"results/output_{number}.rvt").ShouldBe($"content of inputs/model_{number}.rvt");
        (await Batches.AsCompletedAsync(workflow)).ShouldBe(2);
        (await Batches.FolderAsync(workflow)).ShouldBe(0);
        world.Read("results/model_3-done.rvt").ShouldBe("content of inputs/model_3.rvt");
    }

    [Fact]
    public async Task The_webhook_server_hears_of_the_end_of_a_run()
    {
        var completed = new TaskCompletionSource<WorkItem>();
        await using var server = Webhooks.Server(Loopback(), item => completed.TrySetResult(item));
        await server.StartAsync(Stop);
        await using var workflow = world.Workflow();

        var started = await Webhooks.RunAsync(workflow, new Uri(server.Urls.First() + "/"));

        started.Status.ShouldBe(WorkItemStatus.Pending);
        var item = await completed.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        (item.Id, item.Status).ShouldBe((started.WorkItemId, WorkItemStatus.Success));
    }

    [Fact]
    public async Task The_secure_webhook_server_takes_no_word_but_the_service_s_and_each_WorkItem_once()
    {
        var processed = new ConcurrentQueue<WorkItem>();
        await using var server = Webhooks.SecureServer(Loopback(), "the-hook-secret", processed.Enqueue);
        await server.StartAsync(Stop);
        await using var workflow = world.Workflow();
        var id = await workflow.StartWorkItemAsync("myowner.Broken+prod", new Dictionary<string, WorkItemArgument>(), cancellationToken: Stop);
        await workflow.WaitForCompletionAsync(id, cancellationToken: Stop);
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

        (await PostAsync("guess", id, "success")).ShouldBe(HttpStatusCode.NotFound);
        (await http.PostAsync("api/webhooks/the-hook-secret/workitem-complete", new StringContent("not JSON"), Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        // A forged "success" for a WorkItem that failed: what the service says is what counts.
        (await PostAsync("the-hook-secret", id, "success")).ShouldBe(HttpStatusCode.OK);
        (await PostAsync("the-hook-secret", id, "success")).ShouldBe(HttpStatusCode.OK);

        processed.ShouldHaveSingleItem().ServiceStatus.ShouldBe("failedInstructions");

        async Task<HttpStatusCode> PostAsync(string secret, string workItem, string status)
        {
            using var body = new StringContent($$"""{"id":"{{workItem}}","status":"{{status}}"}""");
            return (await http.PostAsync($"api/webhooks/{secret}/workitem-complete", body, Stop)).StatusCode;
        }
    }

    [Theory]
    [InlineData("myowner.RevitActivity+prod", 600, "succeeded")]
    [InlineData("myowner.Broken+prod", 600, "failedInstructions")]
    [InlineData("myowner.Broken+prod", 600, "the model has no levels")]
    [InlineData("myowner.Nothing+prod", 600, "not started, nothing was uploaded or paid: the service knows no such Activity")]
    [InlineData("myowner.Slow+prod", 1, "still inprogress when the wait ran out")]
    public async Task Each_kind_of_error_is_told_apart(string activity, int seconds, string says)
    {
        await using var workflow = world.Workflow();

        (await Errors.BasicAsync(workflow, activity, TimeSpan.FromSeconds(seconds))).ShouldContain(says);
    }

    [Fact]
    public async Task Success_is_ensured()
    {
        await using var workflow = world.Workflow();

        (await Errors.EnsureSuccessAsync(workflow)).Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task A_WorkItem_that_fails_once_is_tried_again()
    {
        await using var workflow = world.Workflow();

        var result = await Errors.RetryAsync(workflow);

        (result.Status, result.EarlierWorkItemIds.Count).ShouldBe((WorkItemStatus.Success, 1));
    }

    [Fact]
    public async Task Options_come_from_the_environment() => (await Practices.EnvironmentAsync()).ShouldBe("my-default-bucket");

    [Fact]
    public async Task Runs_are_logged()
    {
        using var listener = new Listener();

        (await Practices.LoggingAsync(listener)).Status.ShouldBe(WorkItemStatus.Success);

        listener.Names.ShouldContain("WorkItemSubmitted");
    }

    [Fact]
    public async Task A_program_without_an_address_hears_of_the_end_over_a_WebSocket() =>
        (await Practices.WebSocketAsync(ApsisOptions.FromEnvironment())).Status.ShouldBe(WorkItemStatus.Success);

    [Fact]
    public async Task A_host_injects_the_workflow_and_knows_whether_APS_answers()
    {
        using var host = Practices.Host(Host.CreateEmptyApplicationBuilder(null));
        await host.StartAsync(Stop);

        await new Plotter(host.Services.GetRequiredService<AutomationWorkflow>()).PlotAsync("model.rvt", Stop);

        world.Read("plotted.rvt").ShouldBe("content of model.rvt");
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop)).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Old_objects_are_found_and_deleted()
    {
        await using var workflow = world.Workflow();
        (await Runs.OneFileAsync(workflow)).EnsureSuccess();

        (await Practices.CleanUpAsync(workflow, TimeSpan.FromHours(24))).ShouldBe(0, "nothing here is a day old");
        var deleted = 0;
        // The service's clock, as a header says it, is of whole seconds.
        while (await world.Data.Objects.ListAsync("my-bucket", AutomationWorkflow.RunInputPrefix, cancellationToken: Stop).AnyAsync(Stop))
            deleted += await Practices.CleanUpAsync(workflow, TimeSpan.FromMilliseconds(1));

        deleted.ShouldBeGreaterThan(0);
        (await world.Data.Objects.GetDetailsAsync("my-bucket", "output.rvt", cancellationToken: Stop)).Size.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_app_gets_a_token_of_its_own() => (await Users.TwoLeggedAsync(ApsisOptions.FromEnvironment())).ShouldNotBeEmpty();

    [Fact]
    public async Task A_user_logs_in_once_and_is_known_from_then_on_until_the_sign_out()
    {
        var browsed = 0;
        var options = ApsisOptions.FromEnvironment();
        var tokens = Path.Combine(world.Folder, "private", "tokens.json");

        (await Users.ThreeLeggedAsync(options, BrowseAsync, tokens)).Email.ShouldBe("ada@example.com");
        (await Users.ThreeLeggedAsync(options, BrowseAsync, tokens)).Email.ShouldBe("ada@example.com");
        browsed.ShouldBe(1);

        using var auth = new AuthClient(new AuthClientOptions { ClientId = options.ClientId, ClientSecret = options.ClientSecret, BaseUrl = options.BaseUrl }, new FileTokenStore(tokens));
        (await Users.SignOutAsync(auth)).AbsolutePath.ShouldBe("/authentication/v2/logout");
        await Should.ThrowAsync<LoginRequiredException>(() => auth.ThreeLegged.GetTokenAsync(Stop));

        // Follows the redirects, as a browser does for a user who allows everything.
        async Task BrowseAsync(Uri url, CancellationToken cancellationToken)
        {
            browsed++;
            using var http = new HttpClient();
            using var page = await http.GetAsync(url, cancellationToken);
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_service_account_gets_a_user_s_token_without_a_browser() =>
        (await Users.ServiceAccountAsync(ApsisOptions.FromEnvironment())).ShouldEndWith("us-east");

    [Fact]
    public async Task An_AppBundle_and_an_Activity_are_published_once_and_left_alone_after_that()
    {
        var first = await Publishing.PublishAsync(world.Automation);
        var second = await Publishing.PublishAsync(world.Automation);

        (first.QualifiedId, first.Version, first.IsNewVersion).ShouldBe(("myowner.ExportIfc+prod", 1, true));
        (second.Version, second.IsNewVersion).ShouldBe((1, false));
        await using var workflow = world.Workflow();
        var result = await workflow.RunWorkItemWithFilesAsync(first.QualifiedId, new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = "input.rvt" },
            OutputFiles = { ["exportIfc"] = "published/export.ifc" },
            BucketKey = "my-bucket",
        }, Stop);
        result.EnsureSuccess().Outputs.Keys.ShouldBe(["exportIfc"]);
    }

    private static WebApplicationBuilder Loopback()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    private sealed class Listener : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string?> Names { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Names.Enqueue(eventId.Name);

        public void Dispose()
        {
        }
    }
}
