using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Apsis.Emulator.Faults;
using Apsis.Emulator.Tests.ObjectStorage;

namespace Apsis.Emulator.Tests.Faults;

/// <summary>Each kind of fault that any request can have, as a client sees it.</summary>
public sealed class HttpFaultTests : ObjectStorageTest
{
    private const string Details = Bucket + "/details";

    [Fact]
    public async Task A_latency_delays_the_answer_and_changes_nothing_else()
    {
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 300 }));
        var started = Stopwatch.StartNew();

        (await GetAsync(Details))["bucketKey"]!.GetValue<string>().ShouldBe("drawings");

        started.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(290);
        Happened(FaultKind.Latency, "GET", Details);
    }

    [Fact]
    public async Task A_reset_before_leaves_the_service_as_it_was()
    {
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.ResetBefore, Method = "POST", Path = "/oss/v2/buckets" }));

        await Should.ThrowAsync<HttpRequestException>(() => CreateBucketAsync("another"));

        (await GetAsync("/oss/v2/buckets"))["items"]!.AsArray().Count.ShouldBe(1);
        Happened(FaultKind.ResetBefore, "POST", "/oss/v2/buckets");
    }

    [Fact]
    public async Task A_reset_after_loses_the_answer_of_what_was_done()
    {
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.ResetAfter, Method = "POST", Path = "/oss/v2/buckets" }));

        await Should.ThrowAsync<HttpRequestException>(() => CreateBucketAsync("another"));

        (await GetAsync("/oss/v2/buckets"))["items"]!.AsArray().Count.ShouldBe(2);
        Happened(FaultKind.ResetAfter, "POST", "/oss/v2/buckets");
    }

    [Fact]
    public async Task Too_many_requests_answer_as_the_gateway_does()
    {
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.TooManyRequests, RetryAfterSeconds = 25 }));

        using var answer = await Client.GetAsync(Details, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(25));
        answer.Headers.Server.ToString().ShouldBe("Apigee Router");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"developerMessage":"Quota limit exceeded."}""");
    }

    [Theory]
    [InlineData(null, 500)]
    [InlineData(503, 503)]
    [InlineData(504, 504)]
    public async Task A_server_error_has_the_status_of_the_rule_and_the_shape_of_the_service(int? status, int expected)
    {
        Emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.ServerError, Status = status }] });

        using var oss = await Client.GetAsync(Details, Cancellation);
        using var da = await Client.GetAsync("/da/us-east/v3/engines", Cancellation);
        using var auth = await Client.PostAsync("/authentication/v2/token", null, Cancellation);

        ((int)oss.StatusCode).ShouldBe(expected);
        (await ReasonAsync(oss)).ShouldBe("The service failed");
        ((int)da.StatusCode).ShouldBe(expected);
        JsonNode.Parse(await da.Content.ReadAsStringAsync(Cancellation))!.GetValue<string>().ShouldBe("The service failed");
        ((int)auth.StatusCode).ShouldBe(expected);
        JsonNode.Parse(await auth.Content.ReadAsStringAsync(Cancellation))!["developerMessage"]!.GetValue<string>().ShouldBe("The service failed");
    }

    [Fact]
    public async Task A_truncated_body_promises_its_length_and_ends_before()
    {
        await UploadAsync("plan.dwg", Bytes(200_000));
        var signed = await GetAsync($"{Bucket}/objects/plan.dwg/signeds3download");
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.TruncatedBody, Family = "storage.download", AfterBytes = 150_000 }));

        using var answer = await S3.GetAsync(signed["url"]!.GetValue<string>(), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        using var received = new MemoryStream();
        await Should.ThrowAsync<HttpIOException>(() => body.CopyToAsync(received, Cancellation));

        answer.Content.Headers.ContentLength.ShouldBe(200_000);
        received.ToArray().ShouldBe(Bytes(200_000)[..150_000]);
        Emulator.Faults.ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.TruncatedBody);
        (await S3.GetByteArrayAsync(signed["url"]!.GetValue<string>(), Cancellation)).Length.ShouldBe(200_000);
    }

    [Fact]
    public async Task A_json_answer_can_be_cut_in_the_middle_too()
    {
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.TruncatedBody, Family = "oss" }));

        using var answer = await Client.GetAsync(Details, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<Exception>(() => answer.Content.ReadAsStringAsync(Cancellation));
        (await GetAsync(Details))["bucketKey"]!.GetValue<string>().ShouldBe("drawings");
    }

    [Fact]
    public async Task A_fault_that_could_not_happen_is_not_listed()
    {
        Emulator.SetFaults(One(new FaultRule { Kind = FaultKind.TruncatedBody, AfterBytes = 1_000_000 }));

        await GetAsync(Details);

        Emulator.Faults.ShouldBeEmpty();
    }

    private static FaultPlan One(FaultRule rule) => new() { Rules = [rule with { Max = 1 }] };

    private void Happened(FaultKind kind, string method, string path)
    {
        var fault = Emulator.Faults.ShouldHaveSingleItem();
        fault.ShouldBe(new FaultRecord(1, fault.Time, "rule 1", kind, method, path));
        Log.ToString().ShouldContain($"(rule 1) {method} {path}");
    }
}
