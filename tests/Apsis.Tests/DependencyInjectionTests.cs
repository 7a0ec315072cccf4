using Apsis.Automation;
using Apsis.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Apsis.Tests;

public sealed class DependencyInjectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_call_registers_a_workflow_that_runs()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Check", "echo fine");
        var services = new ServiceCollection();
        services.AddApsis(Local(aps));
        services.AddApsis();
        await using var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<AutomationWorkflow>()
            .RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions { OutputDirectory = aps.PathOf("here") }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        provider.GetServices<AutomationWorkflow>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_provider_that_is_disposed_without_await_stops_the_workflow()
    {
        await using var aps = await EmulatedAps.StartAsync();
        AutomationWorkflow workflow;
        using (var provider = new ServiceCollection().AddApsis(Local(aps)).BuildServiceProvider())
            workflow = provider.GetRequiredService<AutomationWorkflow>();

        await Should.ThrowAsync<ObjectDisposedException>(() => workflow.RunWorkItemWithFilesAsync("client-a.Check+test", cancellationToken: Stop));
    }

    [Fact]
    public async Task A_host_without_credentials_does_not_start_and_says_what_is_missing()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddApsis(options => (options.ClientId, options.DefaultBucket) = ("", "No Bucket"));
        using var host = builder.Build();

        var error = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(Stop));

        error.Message.ShouldContain("APS_CLIENT_ID");
        error.Message.ShouldContain("'No Bucket' is no bucket key");
    }

    [Fact]
    public void Options_come_from_a_configuration_section_and_code_wins()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Aps:ClientId"] = "from-section",
            ["Aps:ClientSecret"] = "secret",
            ["Aps:BaseUrl"] = "http://127.0.0.1:8080",
            ["Aps:PollInterval"] = "00:00:05",
            ["Aps:DefaultBucket"] = "section-bucket",
            ["Aps:Callbacks:BaseUrl"] = "https://me.example/hooks",
            ["Aps:Callbacks:AsksForProgress"] = "true",
        }).Build().GetSection("Aps");
        using var provider = new ServiceCollection().AddApsis(section, options => options.DefaultBucket = "code-bucket").BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ApsisOptions>>().Value;

        (options.ClientId, options.BaseUrl.Port, options.PollInterval, options.DefaultBucket).ShouldBe(("from-section", 8080, TimeSpan.FromSeconds(5), "code-bucket"));
        (options.Callbacks.BaseUrl, options.Callbacks.AsksForProgress).ShouldBe((new Uri("https://me.example/hooks"), true));
    }

    [Fact]
    public async Task The_health_check_follows_the_service()
    {
        await using var aps = await EmulatedAps.StartAsync(new() { Clients = { new("known", "right") } });
        (await StatusAsync(options => (options.ClientId, options.ClientSecret, options.BaseUrl) = ("known", "right", aps.Emulator.BaseAddress)))
            .ShouldBe((HealthStatus.Healthy, "Design Automation answers as 'known'."));

        var (status, why) = await StatusAsync(options => (options.ClientId, options.ClientSecret, options.BaseUrl) = ("known", "not-the-secret", aps.Emulator.BaseAddress));

        status.ShouldBe(HealthStatus.Unhealthy);
        why.ShouldContain("APS_CLIENT_SECRET");
        why.ShouldNotContain("not-the-secret");
    }

    private static Action<ApsisOptions> Local(EmulatedAps aps) =>
        options => (options.ClientId, options.ClientSecret, options.BaseUrl) = ("client-a", "secret-a", aps.Emulator.BaseAddress);

    private static async Task<(HealthStatus Status, string Why)> StatusAsync(Action<ApsisOptions> configure)
    {
        var services = new ServiceCollection().AddLogging().AddApsis(configure);
        services.AddHealthChecks().AddApsis();
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);
        return (report.Entries["aps"].Status, report.Entries["aps"].Description ?? "");
    }
}
