using System.Net;
using Apsis.Emulator.Faults;
using Apsis.Emulator.Tests.ObjectStorage;

namespace Apsis.Emulator.Tests.Faults;

/// <summary>Which requests a rule strikes.</summary>
public sealed class FaultRuleTests : ObjectStorageTest
{
    private static readonly FaultRule Fails = new() { Kind = FaultKind.ServerError };

    [Fact]
    public async Task Every_third_request_is_the_third_the_sixth_and_so_on()
    {
        (await PatternAsync(Fails with { Every = 3 }, 7)).ShouldBe("..x..x.");
    }

    [Fact]
    public async Task A_maximum_ends_a_rule()
    {
        (await PatternAsync(Fails with { Max = 2 }, 5)).ShouldBe("xx...");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_faults_and_another_seed_gives_others()
    {
        var rule = Fails with { Probability = 0.5 };

        var first = await PatternAsync(rule, 40, seed: 7);
        var second = await PatternAsync(rule, 40, seed: 7);
        var other = await PatternAsync(rule, 40, seed: 8);

        second.ShouldBe(first);
        other.ShouldNotBe(first);
        first.Count(c => c == 'x').ShouldBeInRange(10, 30);
    }

    [Fact]
    public void A_rule_has_its_own_luck_whatever_the_others_see()
    {
        var target = new FaultTarget("oss", IsJob: false, "GET", "/oss/v2/buckets");
        var other = new FaultTarget("da", IsJob: false, "GET", "/da/us-east/v3/engines");
        var rule = Fails with { Family = "oss", Probability = 0.5 };

        string Luck(bool isMixed)
        {
            var active = new ActiveRule(rule, seed: 3, index: 0);
            return string.Concat(Enumerable.Range(0, 50).Select(_ =>
            {
                if (isMixed) active.Strikes(other).ShouldBeFalse();
                return active.Strikes(target) ? 'x' : '.';
            }));
        }

        Luck(isMixed: true).ShouldBe(Luck(isMixed: false));
    }

    [Fact]
    public void A_probability_is_met_over_many_draws()
    {
        var active = new ActiveRule(Fails with { Probability = 0.1 }, seed: 1, index: 0);
        var target = new FaultTarget("oss", IsJob: false, "GET", "/oss/v2/buckets");

        Enumerable.Range(0, 20_000).Count(_ => active.Strikes(target)).ShouldBeInRange(1_850, 2_150);
    }

    [Theory]
    [InlineData("auth", "/oss/v2/buckets", false)]
    [InlineData("oss", "/oss/v2/buckets", true)]
    [InlineData("oss", "//oss/v2/buckets", true)]
    [InlineData("storage", "/oss/v2/buckets", false)]
    [InlineData("da", "/da/us-east/v3/engines", true)]
    [InlineData("da.workitems", "/da/us-east/v3/engines", false)]
    [InlineData("da.workitems", "/da/us-east/v3/workitems/none", true)]
    [InlineData("da", "/da/us-east/v3/workitems/none", true)]
    [InlineData("jobs", "/oss/v2/buckets", false)]
    public async Task A_family_is_a_group_of_requests(string family, string path, bool strikes)
    {
        Emulator.SetFaults(new FaultPlan { Rules = [Fails with { Family = family, Status = 599 }] });

        using var answer = await Client.GetAsync(new Uri(Emulator.BaseAddress.OriginalString.TrimEnd('/') + path), Cancellation);

        (answer.StatusCode == (HttpStatusCode)599).ShouldBe(strikes);
    }

    [Fact]
    public async Task A_rule_can_name_a_method_and_a_path_with_wildcards()
    {
        Emulator.SetFaults(new FaultPlan { Rules = [Fails with { Method = "get", Path = "/oss/v2/buckets/*/details" }] });

        await GetAsync($"{Bucket}/details", HttpStatusCode.InternalServerError);
        await GetAsync("/oss/v2/buckets");
        await CreateBucketAsync("another");
    }

    [Fact]
    public async Task Latencies_add_up_with_one_other_fault()
    {
        Emulator.SetFaults(new FaultPlan
        {
            Rules =
            [
                new FaultRule { Name = "slow", Kind = FaultKind.Latency, DelayMilliseconds = 1 },
                new FaultRule { Name = "slower", Kind = FaultKind.Latency, DelayMilliseconds = 2 },
                new FaultRule { Name = "broken", Kind = FaultKind.ServerError },
                new FaultRule { Name = "never", Kind = FaultKind.ResetBefore },
            ],
        });

        await GetAsync($"{Bucket}/details", HttpStatusCode.InternalServerError);

        Emulator.Faults.Select(fault => fault.Rule).ShouldBe(["slow", "slower", "broken"]);
    }

    [Fact]
    public async Task No_plan_means_no_faults()
    {
        Emulator.SetFaults(new FaultPlan { Rules = [Fails] });
        await GetAsync($"{Bucket}/details", HttpStatusCode.InternalServerError);

        Emulator.SetFaults(null);

        await GetAsync($"{Bucket}/details");
        Emulator.Faults.Count.ShouldBe(1);
    }

    private async Task<string> PatternAsync(FaultRule rule, int requests, int seed = 0)
    {
        Emulator.SetFaults(new FaultPlan { Seed = seed, Rules = [rule] });
        var pattern = "";
        for (var i = 0; i < requests; i++)
        {
            using var answer = await Client.GetAsync($"{Bucket}/details", Cancellation);
            pattern += answer.IsSuccessStatusCode ? '.' : 'x';
        }

        return pattern;
    }
}
