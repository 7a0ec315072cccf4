using System.Net;
using System.Text.Json.Nodes;
using Apsis.Emulator.Faults;
using Apsis.Emulator.Tests.ObjectStorage;

namespace Apsis.Emulator.Tests.Faults;

/// <summary>The faults that only the storage has.</summary>
public sealed class StorageFaultTests : ObjectStorageTest
{
    private const string Upload = Bucket + "/objects/plan.dwg/signeds3upload";

    [Fact]
    public async Task Slow_down_answers_503_in_the_storages_own_form()
    {
        var url = await UploadUrlAsync();
        Once(new FaultRule { Kind = FaultKind.SlowDown });

        using var answer = await PutAsync(url, Bytes(10));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/xml");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<Code>SlowDown</Code>");
        Listed(FaultKind.SlowDown);
    }

    [Fact]
    public async Task An_expired_url_answers_403_in_the_storages_own_form()
    {
        var url = await UploadUrlAsync();
        Once(new FaultRule { Kind = FaultKind.ExpiredUrl, Family = "storage.upload" });

        using var answer = await PutAsync(url, Bytes(10));
        using var again = await PutAsync(url, Bytes(10));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<Message>Request has expired</Message>");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        Listed(FaultKind.ExpiredUrl);
    }

    [Fact]
    public async Task A_server_error_of_the_storage_is_its_internal_error()
    {
        var url = await UploadUrlAsync();
        Once(new FaultRule { Kind = FaultKind.ServerError, Family = "storage" });

        using var answer = await PutAsync(url, Bytes(10));

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<Code>InternalError</Code>");
    }

    [Fact]
    public async Task A_wrong_etag_is_that_of_other_bytes()
    {
        var url = await UploadUrlAsync();
        Once(new FaultRule { Kind = FaultKind.WrongETag });

        using var wrong = await PutAsync(url, Bytes(10));
        using var right = await PutAsync(url, Bytes(10));

        wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        wrong.Headers.ETag!.Tag.ShouldNotBe($"\"{Md5(Bytes(10))}\"");
        wrong.Headers.ETag!.Tag.Length.ShouldBe(34);
        right.Headers.ETag!.Tag.ShouldBe($"\"{Md5(Bytes(10))}\"");
        Listed(FaultKind.WrongETag);
    }

    [Fact]
    public async Task Wrong_bytes_differ_in_one_place_and_have_the_right_length()
    {
        var content = Bytes(300_000);
        await UploadAsync("plan.dwg", content);
        Once(new FaultRule { Kind = FaultKind.WrongBytes, AfterBytes = 200_000 });

        var received = await DownloadAsync("plan.dwg");

        received.Length.ShouldBe(content.Length);
        Enumerable.Range(0, content.Length).Where(i => received[i] != content[i]).ShouldBe([200_000]);
        (await DownloadAsync("plan.dwg")).ShouldBe(content);
        Listed(FaultKind.WrongBytes);
    }

    [Fact]
    public async Task A_completion_can_answer_200_with_an_error_and_complete_nothing()
    {
        var opened = await GetAsync(Upload);
        using var put = await PutAsync(opened["urls"]![0]!.GetValue<string>(), Bytes(10));
        var completion = new { uploadKey = opened["uploadKey"]!.GetValue<string>(), size = 10, eTags = new[] { Md5(Bytes(10)) } };
        Once(new FaultRule { Kind = FaultKind.CompletionError });

        var failed = await PostAsync(Upload, completion);

        JsonNode.DeepEquals(failed, JsonNode.Parse($$"""
            {
              "uploadKey": "{{completion.uploadKey}}", "status": "error", "reason": "MissingOrInvalidParts",
              "size": { "expected": 10, "detected": 0 }, "parts": [{ "part": 1, "eTag": "{{Md5(Bytes(10))}}", "status": "Pending" }]
            }
            """)).ShouldBeTrue(failed.ToJsonString());
        await GetAsync($"{Bucket}/objects/plan.dwg/details", HttpStatusCode.NotFound);
        (await PostAsync(Upload, completion))["size"]!.GetValue<int>().ShouldBe(10);
        Listed(FaultKind.CompletionError);
    }

    [Fact]
    public async Task A_completion_can_fail_and_can_lose_its_answer()
    {
        var opened = await GetAsync(Upload);
        using var put = await PutAsync(opened["urls"]![0]!.GetValue<string>(), Bytes(10));
        var completion = new { uploadKey = opened["uploadKey"]!.GetValue<string>() };
        Emulator.SetFaults(new FaultPlan
        {
            Rules =
            [
                new FaultRule { Kind = FaultKind.ServerError, Family = "oss.completion", Max = 1 },
                new FaultRule { Kind = FaultKind.ResetAfter, Family = "oss.completion", Max = 1 },
            ],
        });

        await PostAsync(Upload, completion, HttpStatusCode.InternalServerError);
        await GetAsync($"{Bucket}/objects/plan.dwg/details", HttpStatusCode.NotFound);
        await Should.ThrowAsync<HttpRequestException>(() => PostAsync(Upload, completion));
        (await GetAsync($"{Bucket}/objects/plan.dwg/details"))["size"]!.GetValue<int>().ShouldBe(10);
        Emulator.Faults.Select(fault => fault.Rule).ShouldBe(["rule 1", "rule 2"]);
    }

    [Fact]
    public async Task An_upload_can_be_cut_in_the_middle_and_stores_nothing_of_the_part()
    {
        var opened = await GetAsync(Upload);
        var url = opened["urls"]![0]!.GetValue<string>();
        Once(new FaultRule { Kind = FaultKind.ResetBefore, Family = "storage.upload", AfterBytes = 1_000_000 });

        await Should.ThrowAsync<HttpRequestException>(() => PutAsync(url, Bytes(6_000_000)));

        var failed = await PostAsync(Upload, new { uploadKey = opened["uploadKey"]!.GetValue<string>() });
        failed["parts"]![0]!["status"]!.GetValue<string>().ShouldBe("Pending");
    }

    private async Task<string> UploadUrlAsync() => (await GetAsync(Upload))["urls"]![0]!.GetValue<string>();

    private void Once(FaultRule rule) => Emulator.SetFaults(new FaultPlan { Rules = [rule with { Max = 1 }] });

    private void Listed(FaultKind kind) => Emulator.Faults.ShouldHaveSingleItem().Kind.ShouldBe(kind);
}
