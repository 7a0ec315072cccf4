using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Automation;

/// <summary>Speaks Design Automation over raw HTTP with an emulator that runs real processes.</summary>
public abstract class AutomationTest : EmulatorTest
{
    protected const string Da = "/da/us-east/v3";
    protected const string ShellLine = "$(engine.path)/sh \"$(settings[script].path)\"";

    private HttpClient? _client;

    protected HttpClient Client => _client!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await ClientAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected void UseClient(HttpClient client)
    {
        _client?.Dispose();
        _client = client;
    }

    protected async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, Da + path);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await (client ?? Client).SendAsync(request, Cancellation);
    }

    /// <summary>Sends, expects success, and returns the JSON answer.</summary>
    protected async Task<JsonNode> CallAsync(HttpMethod method, string path, object? body = null, HttpClient? client = null)
    {
        using var response = await SendAsync(method, path, body, client);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    protected async Task<(HttpStatusCode Status, string Body)> RefusalAsync(HttpMethod method, string path, object? body = null, HttpClient? client = null)
    {
        using var response = await SendAsync(method, path, body, client);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Makes an activity that runs a shell script, with the alias "prod", and returns its qualified id.</summary>
    protected async Task<string> ShellActivityAsync(
        string name, string script, object? parameters = null, Dictionary<string, object>? settings = null, string[]? commandLine = null)
    {
        settings ??= [];
        settings["script"] = script;
        return await ActivityAsync(name, new
        {
            id = name,
            engine = "Local.Shell+1",
            commandLine = commandLine ?? [ShellLine],
            parameters = parameters ?? new { },
            settings,
        });
    }

    protected async Task<string> ActivityAsync(string name, object body)
    {
        var created = await CallAsync(HttpMethod.Post, "/activities", body);
        await CallAsync(HttpMethod.Post, $"/activities/{name}/aliases", new { id = "prod", version = 1 });
        return $"{created["id"]!.GetValue<string>()}+prod";
    }

    protected async Task<string> SubmitAsync(string activityId, object? arguments = null, int? limit = null)
    {
        var body = new Dictionary<string, object?> { ["activityId"] = activityId, ["arguments"] = arguments ?? new { } };
        if (limit is not null) body["limitProcessingTimeSec"] = limit;
        var answer = await CallAsync(HttpMethod.Post, "/workitems", body);
        answer["status"]!.GetValue<string>().ShouldBe("pending");
        return answer["id"]!.GetValue<string>();
    }

    protected Task<JsonNode> StatusAsync(string id) => CallAsync(HttpMethod.Get, $"/workitems/{id}");

    /// <summary>Waits for a WorkItem to end and returns its status object.</summary>
    protected async Task<JsonNode> EndAsync(string id, int seconds = 40)
    {
        JsonNode? last = null;
        await UntilAsync(async () =>
        {
            last = await StatusAsync(id);
            return last["status"]!.GetValue<string>() is not ("pending" or "inprogress");
        }, () => $"The WorkItem did not end: {last}", seconds);
        return last!;
    }

    protected async Task<(string Status, string Report)> RunAsync(string activityId, object? arguments = null, int? limit = null)
    {
        var ended = await EndAsync(await SubmitAsync(activityId, arguments, limit));
        return (ended["status"]!.GetValue<string>(), await ReportAsync(ended));
    }

    protected static async Task<string> ReportAsync(JsonNode status)
    {
        using var anonymous = new HttpClient();
        return await anonymous.GetStringAsync(status["reportUrl"]!.GetValue<string>(), Cancellation);
    }

    protected static async Task UntilAsync(Func<Task<bool>> condition, Func<string> state, int seconds = 20)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await condition())
        {
            if (timeout.IsCancellationRequested) Assert.Fail(state());
            await Task.Delay(20, Cancellation);
        }
    }

    protected static async Task<string> UploadBundleAsync(JsonNode created, byte[] zip)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in created["uploadParameters"]!["formData"]!.AsObject())
            form.Add(new StringContent(value!.GetValue<string>()), name);
        form.Add(new ByteArrayContent(zip), "file");
        using var anonymous = new HttpClient();
        using var response = await anonymous.PostAsync(created["uploadParameters"]!["endpointURL"]!.GetValue<string>(), form, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldBeEmpty();
        return response.Headers.Location!.OriginalString;
    }

    protected static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    protected static string DataUrl(byte[] content) => "data:application/octet-stream;base64," + Uri.EscapeDataString(Convert.ToBase64String(content));

    protected static string DataUrl(string text) => "data:text/plain," + Uri.EscapeDataString(text);

    protected async Task BucketAsync(string bucketKey)
    {
        using var response = await Client.PostAsJsonAsync("/oss/v2/buckets", new { bucketKey, policyKey = "transient" }, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    protected async Task<object> ObjectAsync(string bucketKey, string objectKey) => new
    {
        url = $"urn:adsk.objects:os.object:{bucketKey}/{Uri.EscapeDataString(objectKey)}",
        headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + await TokenAsync("data:read data:write data:create") },
    };

    protected async Task PutObjectAsync(string bucketKey, string objectKey, byte[] content)
    {
        var path = $"/oss/v2/buckets/{bucketKey}/objects/{Uri.EscapeDataString(objectKey)}/signeds3upload";
        var opened = JsonNode.Parse(await Client.GetStringAsync(path, Cancellation))!;
        using var anonymous = new HttpClient();
        using var put = await anonymous.PutAsync(opened["urls"]![0]!.GetValue<string>(), new ByteArrayContent(content), Cancellation);
        put.EnsureSuccessStatusCode();
        using var done = await Client.PostAsJsonAsync(path, new { uploadKey = opened["uploadKey"]!.GetValue<string>() }, Cancellation);
        done.EnsureSuccessStatusCode();
    }

    protected async Task<byte[]> GetObjectAsync(string bucketKey, string objectKey)
    {
        var path = $"/oss/v2/buckets/{bucketKey}/objects/{Uri.EscapeDataString(objectKey)}/signeds3download";
        var opened = JsonNode.Parse(await Client.GetStringAsync(path, Cancellation))!;
        using var anonymous = new HttpClient();
        return await anonymous.GetByteArrayAsync(opened["url"]!.GetValue<string>(), Cancellation);
    }
}
