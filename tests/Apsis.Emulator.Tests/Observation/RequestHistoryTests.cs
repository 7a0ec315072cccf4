using System.Net;
using Apsis.Emulator.Faults;
using Apsis.Emulator.Observation;
using Apsis.Emulator.Tests.ObjectStorage;

namespace Apsis.Emulator.Tests.Observation;

public sealed class RequestHistoryTests : ObjectStorageTest
{
    private int _maxRequests = 1_000;

    protected override void Configure(ApsEmulatorOptions options) => options.Observation.MaxRequests = _maxRequests;

    [Fact]
    public async Task A_client_that_has_an_answer_finds_its_request()
    {
        for (var i = 0; i < 100; i++)
        {
            using var answer = await Client.GetAsync($"{Bucket}/objects/{i}/details?with=createdDate&secret=x", Cancellation);
            var request = Emulator.Requests[^1];
            (request.Method, request.Path, request.Query, request.Status, request.ClientId)
                .ShouldBe(("GET", $"{Bucket}/objects/{i}/details", "?with=createdDate&secret=***", 404, "client-a"));
            request.ToString().ShouldBe($"GET {Bucket}/objects/{i}/details?with=createdDate&secret=*** 404");
            request.Duration.ShouldBeGreaterThan(TimeSpan.Zero);
        }
    }

    [Fact]
    public async Task Only_the_newest_are_kept_and_their_numbers_go_on()
    {
        _maxRequests = 10;
        await StartAsync();
        using var client = Anonymous();
        for (var i = 0; i < 25; i++) (await client.GetAsync($"/nothing/{i}", Cancellation)).Dispose();

        Emulator.Requests.Select(request => request.Path).ShouldBe(Enumerable.Range(15, 10).Select(i => $"/nothing/{i}"));
        Emulator.Requests.Select(request => request.Number).ShouldBe(Enumerable.Range(16, 10).Select(i => (long)i));
    }

    [Fact]
    public async Task A_request_without_a_token_has_no_client_and_a_long_one_is_shortened()
    {
        using var client = Anonymous();
        using var answer = await client.GetAsync("/" + new string('a', 5_000) + "?limit=" + new string('1', 5_000), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var request = Emulator.Requests[^1];
        (request.Path.Length, request.Query.Length, request.ClientId, request.Status).ShouldBe((1_000, 1_000, null, 404));
    }

    [Theory]
    [InlineData(FaultKind.ResetBefore, null)]
    [InlineData(FaultKind.ResetAfter, null)]
    [InlineData(FaultKind.TruncatedBody, 200)]
    public async Task What_a_fault_cuts_off_is_no_whole_answer(FaultKind kind, int? status)
    {
        Emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = kind }] });

        await Should.ThrowAsync<HttpRequestException>(() => Client.GetStringAsync(Bucket + "/details", Cancellation));

        // The client may have seen the end before the emulator has.
        EmulatorRequest request;
        while (!(request = Emulator.Requests[^1]).IsCutOff) await Task.Delay(10, Cancellation);
        (request.Status, request.ToString()).ShouldBe((status, $"GET {Bucket}/details cut off"));
    }

    [Fact]
    public void The_newest_of_many_are_there_under_their_numbers() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Int[1, 20], CsCheck.Gen.Int[0, 60]), (capacity, count) =>
        {
            var newest = new Newest<int>(capacity);
            for (var i = 0; i < count; i++) newest.Add(i);
            var kept = Enumerable.Range((int)newest.First, (int)(newest.End - newest.First)).Select(number => newest[number]);
            return newest.End == count && kept.SequenceEqual(Enumerable.Range(0, count).TakeLast(capacity));
        });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public async Task A_history_without_room_is_refused(int maxRequests, int maxEvents)
    {
        var options = new ApsEmulatorOptions();
        (options.Observation.MaxRequests, options.Observation.MaxEvents) = (maxRequests, maxEvents);
        (await Should.ThrowAsync<ApsEmulatorException>(() => ApsEmulator.StartAsync(options, Cancellation))).Message.ShouldContain("Choose 1 or more");
    }
}
