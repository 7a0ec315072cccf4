using System.Diagnostics;
using System.Net;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Page;

public sealed class PageTests : AutomationTest
{
    [Theory]
    [InlineData("/")]
    [InlineData("/_apsis/workitems")]
    [InlineData("/_apsis/buckets")]
    [InlineData("/_apsis/activities")]
    [InlineData("/_apsis/appbundles")]
    [InlineData("/_apsis/requests")]
    public async Task Every_view_is_whole_without_a_script_and_lets_nothing_foreign_in(string path)
    {
        using var anonymous = Anonymous();
        using var answer = await anonymous.GetAsync(path, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Frame-Options").Single().ShouldBe("DENY");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("</section>");
    }

    [Fact]
    public async Task An_empty_emulator_says_the_next_step()
    {
        var html = await HtmlAsync("/");
        html.ShouldContain($"APS_BASE_URL={Emulator.BaseAddress.GetLeftPart(UriPartial.Authority)}");
        html.ShouldContain("apsis run");
        html.ShouldContain("apsis buckets create");
        html.ShouldContain("apsis deploy");
    }

    [Theory]
    [InlineData("example.com", null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.example.com", null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost:PORT", null, HttpStatusCode.OK)]
    [InlineData("127.0.0.1:PORT", "http://127.0.0.1:PORT", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:PORT", "http://example.com", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1:PORT", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1:PORT", "null", HttpStatusCode.Forbidden)]
    public async Task A_foreign_host_or_origin_is_refused(string host, string? origin, HttpStatusCode expected)
    {
        var port = Emulator.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var path in new[] { "/", "/_apsis/requests", "/_apsis/page.js" })
        {
            using var anonymous = Anonymous();
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host.Replace("PORT", port, StringComparison.Ordinal);
            if (origin is not null) request.Headers.Add("Origin", origin.Replace("PORT", port, StringComparison.Ordinal));
            using var answer = await anonymous.SendAsync(request, Cancellation);
            answer.StatusCode.ShouldBe(expected, path);
        }
    }

    [Fact]
    public async Task No_token_and_no_signature_is_in_it()
    {
        await BucketAsync("drawings");
        await PutObjectAsync("drawings", "in.txt", new byte[3]);
        var activity = await ShellActivityAsync("Copy", "cp in.txt out.txt", new
        {
            input = new { verb = "get", localName = "in.txt" },
            output = new { verb = "put", localName = "out.txt" },
        });
        var id = await SubmitAsync(activity, new { input = await ObjectAsync("drawings", "in.txt"), output = new { url = await UploadUrlAsync(), verb = "put" } });
        (await Emulator.WaitForWorkItemAsync(id, Cancellation)).Status.ShouldBe("success");

        foreach (var path in new[] { "/", "/_apsis/buckets/drawings", $"/_apsis/workitems/{id}", $"/_apsis/workitems/{id}/report.txt" })
        {
            var html = await HtmlAsync(path);
            html.ShouldNotContain("eyJ");
            html.ShouldNotMatch(@"(?i)X-Amz-(Signature|Security-Token)=(?!\*\*\*)");
            html.ShouldContain(path.StartsWith("/_apsis/workitems", StringComparison.Ordinal) ? id : "drawings");
        }

        async Task<string> UploadUrlAsync() =>
            System.Text.Json.Nodes.JsonNode.Parse(await Client.GetStringAsync("/oss/v2/buckets/drawings/objects/out.txt/signeds3upload", Cancellation))!["urls"]![0]!.GetValue<string>();
    }

    [Fact]
    public async Task Looking_at_it_is_no_request_of_its_list()
    {
        var before = Emulator.Requests.Count;
        await HtmlAsync("/");
        await HtmlAsync("/_apsis/requests");
        await HtmlAsync("/_apsis/page.css");
        Emulator.Requests.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_list_has_a_hundred_rows_and_a_way_to_the_rest()
    {
        using var anonymous = Anonymous();
        for (var i = 0; i < 150; i++) (await anonymous.GetAsync($"/nothing/{i}", Cancellation)).Dispose();

        var newest = await HtmlAsync("/");
        newest.ShouldContain("/nothing/149<");
        newest.ShouldContain("/nothing/50<");
        newest.ShouldNotContain("/nothing/49<");
        var more = System.Text.RegularExpressions.Regex.Match(newest, "href=\"(/_apsis/requests\\?before=[0-9]+)\"").Groups[1].Value;
        var older = await HtmlAsync(more);
        older.ShouldContain("/nothing/49<");
        older.ShouldContain("/nothing/0<");
        older.ShouldNotContain("/nothing/50<");
    }

    [Fact]
    public async Task Objects_go_on_after_the_hundredth()
    {
        await BucketAsync("drawings");
        await PutObjectAsync("drawings", "000", []);
        for (var i = 1; i <= 100; i++)
        {
            using var copied = await Client.PutAsync($"/oss/v2/buckets/drawings/objects/000/copyto/{i:000}", null, Cancellation);
            copied.EnsureSuccessStatusCode();
        }

        (await HtmlAsync("/_apsis/buckets/drawings")).ShouldNotContain(">100</bdi>");
        (await HtmlAsync("/_apsis/buckets/drawings?after=099")).ShouldContain(">100</bdi>");
        (await HtmlAsync("/_apsis/buckets/drawings?after=100")).ShouldContain("There are no more.");
    }

    [Theory]
    [InlineData("/_apsis/workitems/nobody")]
    [InlineData("/_apsis/workitems/..%2F..%2Femulator.db")]
    [InlineData("/_apsis/workitems/..%2F..%2Femulator.db/report.txt")]
    [InlineData("/_apsis/buckets/nobody")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var anonymous = Anonymous();
        using var answer = await anonymous.GetAsync(path, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldNotBe("text/html");
    }

    [Fact]
    public async Task An_open_page_is_told_of_changes_and_does_not_hold_up_the_stop()
    {
        using var anonymous = Anonymous();
        await using var stream = await anonymous.GetStreamAsync("/_apsis/events", Cancellation);
        using var reader = new StreamReader(stream);
        (await NextAsync()).ShouldBe("event: changed");
        await BucketAsync("drawings");
        (await NextAsync()).ShouldBe("event: changed");

        var stopping = Stopwatch.GetTimestamp();
        await Emulator.StopAsync(Cancellation);
        Stopwatch.GetElapsedTime(stopping).TotalSeconds.ShouldBeLessThan(5);

        async Task<string?> NextAsync()
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(20));
            while (await reader.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith("event:", StringComparison.Ordinal)) return line;
            }

            return null;
        }
    }

    private async Task<string> HtmlAsync(string path)
    {
        using var anonymous = Anonymous();
        return await anonymous.GetStringAsync(path, Cancellation);
    }
}
