using Apsis.Auth;
using Apsis.Automation;
using Apsis.Emulator;
using Apsis.Http;
using Apsis.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Http;

/// <summary>The budget against a service that keeps the published limits.</summary>
public sealed class RateBudgetTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_share_a_budget_meet_no_429_and_use_the_whole_limit()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var aps = await EmulatedAps.StartAsync(new ApsEmulatorOptions { RateLimits = new RateLimits(), TimeProvider = time });
        var budget = new RateBudget(new RateBudgetOptions { AssumeLimits = true }, time);
        var begun = time.GetUtcNow();
        using var first = Client(aps, budget, time);
        using var second = Client(aps, budget, time);

        var calls = Enumerable.Range(0, 250).Select(number => (number % 2 == 0 ? first : second).Automation.App.GetNicknameAsync(Stop)).ToList();
        await PassUntilAsync(aps, time, Task.WhenAll(calls));

        (time.GetUtcNow() - begun).ShouldBeLessThan(2 * RateLedger.Window + TimeSpan.FromSeconds(4));
        aps.Emulator.Requests.ShouldNotContain(request => request.Status == 429);
    }

    [Fact]
    public async Task A_host_that_is_not_the_services_own_is_not_limited()
    {
        await using var aps = await EmulatedAps.StartAsync();
        using var client = Client(aps, new RateBudget(), TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 250).Select(_ => client.Automation.App.GetNicknameAsync(Stop))).WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    // No time passes while calls come in: how fast this machine makes them says nothing of the budget.
    private static async Task PassUntilAsync(EmulatedAps aps, FakeTimeProvider time, Task done)
    {
        for (var (step, seen) = (0, -1); !done.IsCompleted; step++)
        {
            step.ShouldBeLessThan(2000, $"{seen} requests");
            await Task.Delay(30, Stop);
            if (seen == aps.Emulator.Requests.Count)
                time.Advance(TimeSpan.FromSeconds(1));
            seen = aps.Emulator.Requests.Count;
        }

        await done;
    }

    private static ClientOfBudget Client(EmulatedAps aps, RateBudget budget, TimeProvider time)
    {
        var auth = new AuthClient(new AuthClientOptions { ClientId = "client-a", ClientSecret = "secret-a", BaseUrl = aps.Emulator.BaseAddress }, timeProvider: time);
        return new ClientOfBudget(auth, new ApsPipeline(auth, new ApsPipelineOptions { RateBudget = budget }, time));
    }

    private sealed class ClientOfBudget(AuthClient auth, ApsPipeline pipeline) : IDisposable
    {
        public AutomationClient Automation { get; } = new(pipeline);

        public void Dispose()
        {
            pipeline.Dispose();
            auth.Dispose();
        }
    }
}
