using System.Net;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Tests.Automation.Publishing;

/// <summary>Between the plan and its end others publish, files change, and uploads get lost.</summary>
public sealed class ChangedWorldTests : PublishingTest
{
    [Fact]
    public async Task A_plan_is_refused_when_somebody_else_has_published()
    {
        await Automation.PublishAsync(Request(), cancellationToken: Stop);
        WriteBundle("echo mine");
        var mine = await Automation.PlanPublishAsync(Request(), Stop);
        WriteBundle("echo theirs");
        await Aps.Automation().PublishAsync(Request(), cancellationToken: Stop);
        WriteBundle("echo mine");
        var writes = Writes.Count;

        (await Should.ThrowAsync<PublishException>(() => mine.ApplyAsync(cancellationToken: Stop))).Message.ShouldContain("not as it was when the plan was made");

        Writes.Count.ShouldBe(writes);
        await Should.ThrowAsync<InvalidOperationException>(() => mine.ApplyAsync(cancellationToken: Stop));
    }

    [Fact]
    public async Task A_plan_is_refused_when_the_app_is_called_otherwise()
    {
        var plan = await Automation.PlanPublishAsync(Request(), Stop);
        await Automation.App.SetNicknameAsync("Walls", Stop);
        (await Should.ThrowAsync<PublishException>(() => plan.ApplyAsync(cancellationToken: Stop))).Message.ShouldContain("Walls");
    }

    [Fact]
    public async Task A_plan_is_refused_when_the_files_have_changed()
    {
        var plan = await Automation.PlanPublishAsync(Request(), Stop);
        WriteBundle("echo later");

        (await Should.ThrowAsync<PublishException>(() => plan.ApplyAsync(cancellationToken: Stop))).Message.ShouldContain("has changed since the plan was made");

        Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_that_did_not_arrive_moves_no_alias_and_is_made_again_next_time()
    {
        await Automation.PublishAsync(Request(), cancellationToken: Stop);
        WriteBundle("echo two");
        using var transport = new LossyTransport();
        using var auth = new AuthClient(new AuthClientOptions { ClientId = "client-a", ClientSecret = "secret-a", BaseUrl = Aps.Emulator.BaseAddress });
        using var pipeline = new ApsPipeline(auth, new ApsPipelineOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }, transport: transport);

        var error = await Should.ThrowAsync<PublishException>(() => new AutomationClient(pipeline).PublishAsync(Request(), cancellationToken: Stop));

        error.Message.ShouldContain("can not be verified");
        (await Automation.AppBundles.GetAsync("client-a.Say+prod", Stop)).Version.ShouldBe(1);
        (await Automation.PublishAsync(Request(), cancellationToken: Stop)).Definitions[0].Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_version_that_an_alias_stands_for_by_now_is_not_deleted()
    {
        for (var number = 1; number <= 3; number++)
        {
            WriteBundle($"echo {number}");
            await Automation.PublishAsync(Request(), cancellationToken: Stop);
        }

        var plan = await Automation.PlanPublishAsync(Request(keep: 1), Stop);
        plan.Steps.Count.ShouldBe(2);
        await Automation.AppBundles.SetAliasAsync("Say", "old", 1, Stop);

        await Should.ThrowAsync<PublishException>(() => plan.ApplyAsync(cancellationToken: Stop));
        (await Automation.AppBundles.ListVersionsAsync("Say", Stop).ToListAsync(Stop)).ShouldContain(1);
    }

    // Says that the zip was uploaded, and loses it.
    private sealed class LossyTransport() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.StartsWith("/s3/", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) }
                : await base.SendAsync(request, cancellationToken);
    }
}
