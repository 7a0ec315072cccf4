using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.Workflow;

/// <summary>The guide's troubleshooting: the message already is the answer.</summary>
public sealed class TroubleshootingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_bucket_says_where_to_name_one()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var pipeline = aps.Pipeline();
        await using var workflow = new AutomationWorkflow(new AutomationClient(pipeline), new DataManagementClient(pipeline));
        var input = await aps.WriteAsync("a.txt", "x"u8.ToArray());

        var run = await Should.ThrowAsync<ArgumentException>(() => workflow.RunWorkItemWithFilesAsync("a.B+c", new RunWorkItemOptions { InputFiles = { ["in"] = input } }, Stop));
        var step = await Should.ThrowAsync<ArgumentException>(() => workflow.UploadInputFileAsync(input, cancellationToken: Stop));

        run.Message.ShouldContain("give a bucket key, or a default bucket (APS_DEFAULT_BUCKET)");
        step.Message.ShouldContain("give bucketKey, or set DefaultBucket (environment: APS_DEFAULT_BUCKET)");
    }

    [Fact]
    public async Task A_wait_that_runs_out_says_what_to_do()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();

        var error = await Should.ThrowAsync<TimeoutException>(() => workflow.RunWorkItemWithFilesAsync(
            "me.Do+prod", new RunWorkItemOptions { SaveReport = false, Timeout = TimeSpan.FromMilliseconds(200) }, Stop));

        error.Message.ShouldContain("w1");
        error.Message.ShouldContain("It is still running");
        error.Message.ShouldContain("Wait for it again by its id, or cancel it");
        error.Message.ShouldContain("a longer timeout");
        error.Message.ShouldContain("OnCompleteUrl");
    }

    [Theory]
    [InlineData("http://myapp.com/hook", "http is not supported")]
    [InlineData("https://user:password@myapp.com/hook", "user name or password")]
    [InlineData("https://localhost:5000/hook", "can not be reached from the internet")]
    [InlineData("http://127.0.0.1:5000/hook", "a tunnel such as ngrok")]
    [InlineData("https://192.168.1.10/hook", "can not be reached from the internet")]
    [InlineData("https://10.0.0.1/hook", "can not be reached from the internet")]
    [InlineData("https://172.20.0.1/hook", "can not be reached from the internet")]
    [InlineData("https://169.254.1.1/hook", "can not be reached from the internet")]
    [InlineData("https://[fe80::1]/hook", "can not be reached from the internet")]
    [InlineData("https://[::ffff:10.0.0.1]/hook", "can not be reached from the internet")]
    [InlineData("https://buildserver/hook", "can not be reached from the internet")]
    public async Task A_callback_that_the_service_can_not_reach_says_so_before_the_run(string url, string because)
    {
        using var auth = new AuthClient(new AuthClientOptions { ClientId = "client", ClientSecret = "secret" }, transport: new NoNetwork());
        using var pipeline = new ApsPipeline(auth, transport: new NoNetwork());
        await using var workflow = new AutomationWorkflow(new AutomationClient(pipeline), new DataManagementClient(pipeline));

        var error = await Should.ThrowAsync<RunSpecException>(() =>
            workflow.RunWorkItemWithFilesAsync("me.Do+prod", new RunWorkItemOptions { SaveReport = false, OnCompleteUrl = new Uri(url) }, Stop));

        error.Message.ShouldContain(because);
        error.Message.ShouldNotContain("password@");
    }

    [Fact]
    public async Task A_limit_that_outlives_the_links_to_the_outputs_is_refused_unless_allowed()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Make", "echo x > out.txt", "", ("out", new ActivityParameter { Verb = Verb.Put, LocalName = "out.txt" }));
        await using var workflow = aps.Workflow();
        var options = new RunWorkItemOptions { OutputFiles = { ["out"] = "out.txt" }, OutputDirectory = aps.PathOf("here"), LimitProcessingTimeSec = 3601 };

        var error = await Should.ThrowAsync<RunSpecException>(() => workflow.RunWorkItemWithFilesAsync(activity, options, Stop));

        error.Message.ShouldContain("AllowLimitBeyondLinkLife");
        error.Message.ShouldContain("Set at most 3600 s");
        (await workflow.RunWorkItemWithFilesAsync(activity, options with { LimitProcessingTimeSec = 3600 }, Stop)).EnsureSuccess();
        (await workflow.RunWorkItemWithFilesAsync(activity, options with { AllowLimitBeyondLinkLife = true }, Stop)).EnsureSuccess();
    }

    /// <summary>Any call is one too many.</summary>
    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"A call was made: {request.Method} {request.RequestUri}");
    }
}
