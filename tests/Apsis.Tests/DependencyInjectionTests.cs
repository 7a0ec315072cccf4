using Apsis.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Tests;

public sealed class DependencyInjectionTests
{
    [Fact]
    public async Task One_call_registers_a_workflow_that_runs()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Check", "echo fine");
        var services = new ServiceCollection();
        services.AddApsis(options => (options.ClientId, options.ClientSecret, options.BaseUrl) = ("client-a", "secret-a", aps.Emulator.BaseAddress));
        services.AddApsis();
        await using var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<AutomationWorkflow>()
            .RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions { OutputDirectory = aps.PathOf("here") }, TestContext.Current.CancellationToken);

        result.Status.ShouldBe(Apsis.Automation.WorkItemStatus.Success);
        provider.GetServices<AutomationWorkflow>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Missing_credentials_are_named_when_the_workflow_is_asked_for()
    {
        var services = new ServiceCollection();
        services.AddApsis(options => options.ClientId = "");
        using var provider = services.BuildServiceProvider();

        Should.Throw<ArgumentException>(provider.GetRequiredService<AutomationWorkflow>).Message.ShouldContain("APS_CLIENT_ID");
    }
}
