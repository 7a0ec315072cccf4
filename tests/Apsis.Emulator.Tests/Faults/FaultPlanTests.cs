using Apsis.Emulator.Faults;

namespace Apsis.Emulator.Tests.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public void A_plan_is_read_from_json_with_comments()
    {
        var plan = FaultPlan.Parse("""
            {
              // The worst day of the year.
              "seed": 42,
              "link": { "latencyMilliseconds": 80, "bytesPerSecond": 12500000 },
              "rules": [
                { "kind": "resetAfter", "family": "oss.completion", "probability": 0.25, "max": 3 },
                { "name": "busy", "kind": "tooManyRequests", "method": "POST", "path": "/da/*", "every": 10, "retryAfterSeconds": 2 },
              ],
            }
            """);

        plan.Seed.ShouldBe(42);
        plan.Link.ShouldBe(new Link { LatencyMilliseconds = 80, BytesPerSecond = 12_500_000 });
        plan.Rules.ShouldBe(
        [
            new FaultRule { Kind = FaultKind.ResetAfter, Family = "oss.completion", Probability = 0.25, Max = 3 },
            new FaultRule { Name = "busy", Kind = FaultKind.TooManyRequests, Method = "POST", Path = "/da/*", Every = 10, RetryAfterSeconds = 2 },
        ]);
    }

    [Fact]
    public void An_empty_plan_has_no_rules() => FaultPlan.Parse("{}").Rules.ShouldBeEmpty();

    [Theory]
    [InlineData("""{ "rules": [{ "kind": "earthquake" }] }""", "'$.rules[0].kind', line 1: 'earthquake' is no kind of fault. Use one of latency, resetBefore,")]
    [InlineData("""{ "rules": [{ "kind": 3 }] }""", "is no kind of fault")]
    [InlineData("""{ "rules": [{ "probability": 0.5 }] }""", "kind")]
    [InlineData("""{ "rules": [{ "kind": "latency" }, { "kind": "latency", "probability": 1.5 }] }""", "rules[1]: probability is 1.5; it must be from 0 to 1.")]
    [InlineData("""{ "rules": [{ "kind": "latency", "probability": -0.1 }] }""", "rules[0]: probability is -0.1; it must be from 0 to 1.")]
    [InlineData("""{ "rules": [{ "kind": "latency", "every": 0 }] }""", "rules[0]: every is 0; it must be 1 or more.")]
    [InlineData("""{ "rules": [{ "kind": "latency", "max": -1 }] }""", "rules[0]: max is -1")]
    [InlineData("""{ "rules": [{ "kind": "latency", "delayMilliseconds": -5 }] }""", "delayMilliseconds is -5")]
    [InlineData("""{ "rules": [{ "kind": "serverError", "status": 404 }] }""", "status is 404; it must be from 500 to 599.")]
    [InlineData("""{ "rules": [{ "kind": "latency", "family": "cloud" }] }""", "family is cloud; it must be one of auth, oss,")]
    [InlineData("""{ "rules": [{ "kind": "slowDown", "family": "da" }] }""", "family is da; it must be storage or a part of it, for slowDown happens nowhere else.")]
    [InlineData("""{ "rules": [{ "kind": "latency", "family": "callbacks" }] }""", "family is callbacks; it must be one of requests, for latency happens nowhere else.")]
    [InlineData("""{ "rules": [{ "kind": "workerCrash", "family": "jobs" }] }""", "family is jobs; it must be engines or a part of it")]
    [InlineData("""{ "rules": [{ "kind": "latency", "propability": 0.5 }] }""", "propability")]
    [InlineData("""{ "rules": [null] }""", "rules[0] is null")]
    [InlineData("""{ "link": { "bytesPerSecond": 0 } }""", "link: bytesPerSecond is 0; it must be 1000 or more.")]
    [InlineData("""{ "link": { "latencyMilliseconds": -1 } }""", "link: latencyMilliseconds is -1")]
    [InlineData("null", "The fault plan is null.")]
    [InlineData("{", "The fault plan cannot be read")]
    public void A_bad_plan_is_refused_with_its_place_and_reason(string json, string expected) =>
        Should.Throw<FaultPlanException>(() => FaultPlan.Parse(json)).Message.ShouldContain(expected);

    [Fact]
    public async Task An_emulator_does_not_start_with_a_bad_plan()
    {
        var options = new ApsEmulatorOptions { Faults = new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.Latency, Probability = 2 }] } };

        var refusal = await Should.ThrowAsync<FaultPlanException>(() => ApsEmulator.StartAsync(options, TestContext.Current.CancellationToken));

        refusal.Message.ShouldContain("probability is 2");
    }
}
