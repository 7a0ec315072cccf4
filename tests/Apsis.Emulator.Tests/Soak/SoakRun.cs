using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Soak;

/// <summary>A client that does not give up: submits a WorkItem, waits for its end, and looks at its output.</summary>
internal sealed class SoakRun(HttpClient client, string activity, string authorization) : IDisposable
{
    private const string WorkItems = "/da/us-east/v3/workitems";
    private const int Attempts = 20;

    private readonly HttpClient _storage = new();

    /// <summary>The status that the WorkItem ended with; its output is what it should be.</summary>
    public async Task<string> OneAsync(int number, CancellationToken cancellationToken)
    {
        var content = $"This is WorkItem number {number}.";
        var submitted = await JsonAsync(HttpMethod.Post, WorkItems, new
        {
            activityId = activity,
            limitProcessingTimeSec = 900,
            arguments = new
            {
                input = new { url = "data:text/plain," + Uri.EscapeDataString(content) },
                output = new { verb = "put", url = $"urn:adsk.objects:os.object:soak/out-{number}", headers = new Dictionary<string, string> { ["Authorization"] = authorization } },
            },
        }, cancellationToken);
        var status = await EndAsync(submitted["id"]!.GetValue<string>(), cancellationToken);

        var path = $"/oss/v2/buckets/soak/objects/out-{number}";
        if (status != "success")
        {
            using var missing = await SendAsync(client, HttpMethod.Get, path + "/details", null, cancellationToken);
            missing.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{number}: {status}");
            return status;
        }

        (await ContentAsync(path, cancellationToken)).ShouldBe(content);
        using var deleted = await SendAsync(client, HttpMethod.Delete, path, null, cancellationToken);
        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
        return status;
    }

    public void Dispose() => _storage.Dispose();

    private async Task<string> EndAsync(string id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            await Task.Delay(100, limit.Token);
            var status = (await JsonAsync(HttpMethod.Get, $"{WorkItems}/{id}", null, limit.Token))["status"]!.GetValue<string>();
            if (status is not ("pending" or "inprogress")) return status;
        }
    }

    private async Task<string> ContentAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var signed = await JsonAsync(HttpMethod.Get, path + "/signeds3download", null, cancellationToken);
                using var answer = await SendAsync(_storage, HttpMethod.Get, signed["url"]!.GetValue<string>(), null, cancellationToken);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                return await answer.Content.ReadAsStringAsync(cancellationToken);
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                // Cut off in the middle.
            }
        }
    }

    private async Task<JsonNode> JsonAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(client, method, path, body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            try
            {
                var answer = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
                if (attempt >= Attempts || answer.StatusCode is not (HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)) return answer;
                answer.Dispose();
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                // Cut off before or after: all but the submission can be asked for again, and that one is never cut off after.
            }

            await Task.Delay(20 * attempt, cancellationToken);
        }
    }
}
