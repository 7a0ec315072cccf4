using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Apsis.Emulator.Tests.Observation;

public sealed class ManyEmulatorsTests : EmulatorTest
{
    private const int Count = 20;

    [Fact]
    public async Task Twenty_are_started_and_used_at_once()
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(UseAsync));
        var elapsed = Stopwatch.GetElapsedTime(started);

        TestContext.Current.TestOutputHelper?.WriteLine($"{Count} emulators in {elapsed.TotalMilliseconds:0} ms");
        // Each takes less than 300 ms of one processor, whoever else uses the machine.
        elapsed.TotalSeconds.ShouldBeLessThan(Count * 0.3);
    }

    [Fact]
    public async Task A_token_of_one_is_worth_nothing_at_another()
    {
        await using var other = await ApsEmulator.StartAsync(cancellationToken: Cancellation);
        await TokenAsync("data:read", other.BaseAddress);
        using var client = new HttpClient { BaseAddress = other.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync("data:read"));

        using var answer = await client.GetAsync("/oss/v2/buckets/drawings/objects", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task UseAsync(int number)
    {
        await using var aps = await ApsEmulator.StartAsync(cancellationToken: Cancellation);
        using var client = new HttpClient { BaseAddress = aps.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await TokenAsync("bucket:create bucket:read", aps.BaseAddress, $"client-{number}"));
        using var created = await client.PostAsJsonAsync("/oss/v2/buckets", new { bucketKey = "the-same", policyKey = "transient" }, Cancellation);

        created.StatusCode.ShouldBe(HttpStatusCode.OK);
        aps.Requests.Select(request => request.ToString()).ShouldBe(["POST /authentication/v2/token 200", "POST /oss/v2/buckets 200"]);
    }
}
