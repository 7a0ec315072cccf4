using System.Text.Json;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Http;
using Microsoft.AspNetCore.Http;

namespace Apsis.Tests.Support;

/// <summary>A Design Automation whose every answer can be replaced by a test. Knows one Activity without parameters, <c>me.Do+prod</c>.</summary>
internal sealed class ScriptedAutomation : IAsyncDisposable
{
    private ScriptedService _service = null!;

    /// <summary>Answers POST workitems; accepts them as w1, w2 and so on by default.</summary>
    public Func<HttpContext, int, Task> Submit { get; set; } = (context, number) => ScriptedService.JsonAsync(context, $$"""{"id":"w{{number}}","status":"pending"}""");

    /// <summary>The status of a WorkItem at each look; <c>success</c> at once by default. Null is 404, "500" that error.</summary>
    public Func<string, int, string?> Status { get; set; } = (_, _) => "success";

    /// <summary>Serves a WebSocket; there is none when null.</summary>
    public Func<SocketPeer, Task>? Socket { get; set; }

    /// <summary>The ids that a listing gives.</summary>
    public string[] Listed { get; set; } = [];

    /// <summary>Whether WorkItems have a report whose bytes never come.</summary>
    public bool ReportStalls { get; set; }

    public int Submissions { get; private set; }

    public int Looks { get; private set; }

    public int Deletions { get; private set; }

    public IEnumerable<string> Requests => _service.Requests;

    public static async Task<ScriptedAutomation> StartAsync()
    {
        var scripted = new ScriptedAutomation();
        scripted._service = await ScriptedService.StartAsync(scripted.AnswerAsync);
        return scripted;
    }

    /// <summary>Attempts to open a WebSocket.</summary>
    public int Connections { get; private set; }

    public AutomationWorkflow Workflow(ApsPipelineOptions? options = null, bool useWebSocket = false, TimeProvider? time = null, ITokenProvider? tokens = null)
    {
        var pipeline = new ApsPipeline(_service.Auth(), options ?? new ApsPipelineOptions
        {
            MaxRetries = 1,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            AttemptTimeout = TimeSpan.FromSeconds(1),
        }, time, tokens: tokens);
        return new AutomationWorkflow(new AutomationClient(pipeline), new DataManagementClient(pipeline), new() { PollInterval = TimeSpan.FromMilliseconds(100), UseWebSocket = useWebSocket });
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/report")
            return StallAsync(context);
        if (context.Request.Path == "/")
            return TalkAsync(context);

        var path = context.Request.Path.Value!["/da/us-east/v3/".Length..];
        lock (this)
        {
            return (context.Request.Method, path) switch
            {
                ("GET", _) when path.StartsWith("activities/", StringComparison.Ordinal) =>
                    ScriptedService.JsonAsync(context, """{"id":"me.Do+prod","engine":"E+1","commandLine":[],"parameters":{}}"""),
                ("POST", "workitems") => Submit(context, ++Submissions),
                ("GET", "workitems") => ScriptedService.JsonAsync(context,
                    $$"""{"paginationToken":null,"data":[{{string.Join(',', Listed.Select(id => $$"""{"id":"{{id}}","lastModifiedInUTCEpochSecond":1}"""))}}]}"""),
                ("POST", "workitems/batch") => SubmitBatchAsync(context),
                ("POST", "workitems/status") => StatusesAsync(context),
                ("GET", _) => LookAsync(context, path["workitems/".Length..]),
                ("DELETE", _) => DeleteAsync(context),
                _ => ScriptedService.JsonAsync(context, "\"not scripted\"", 500),
            };
        }
    }

    private Task LookAsync(HttpContext context, string id) => Status(id, ++Looks) switch
    {
        null => ScriptedService.JsonAsync(context, "\"not found\"", 404),
        "500" => ScriptedService.JsonAsync(context, "\"fault\"", 500),
        var status => ScriptedService.JsonAsync(context, $$"""{"id":{{(id == "nameless" ? "null" : $"\"{id}\"")}},"status":"{{status}}","activityId":"me.Do+prod"{{(ReportStalls ? $",\"reportUrl\":\"http://{context.Request.Host}/report\"" : "")}}}"""),
    };

    private async Task TalkAsync(HttpContext context)
    {
        Connections++;
        if (Socket is null)
        {
            context.Response.StatusCode = 404;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await Socket(new SocketPeer(socket));
    }

    private static async Task StallAsync(HttpContext context)
    {
        await context.Response.Body.WriteAsync("begin"u8.ToArray());
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    // Each is answered as if it came alone; the first that is not accepted is the answer to all.
    private async Task SubmitBatchAsync(HttpContext context)
    {
        var items = new List<string>();
        using var batch = await JsonDocument.ParseAsync(context.Request.Body);
        foreach (var _ in batch.RootElement.EnumerateArray())
        {
            var alone = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
            await Submit(alone, ++Submissions);
            alone.Response.Body.Position = 0;
            items.Add(await new StreamReader(alone.Response.Body).ReadToEndAsync());
            if (alone.Response.StatusCode == 200)
                continue;
            await ScriptedService.JsonAsync(context, items[^1], alone.Response.StatusCode);
            return;
        }

        await ScriptedService.JsonAsync(context, $"[{string.Join(',', items)}]");
    }

    private async Task StatusesAsync(HttpContext context)
    {
        var ids = await JsonSerializer.DeserializeAsync<string[]>(context.Request.Body);
        var look = ++Looks;
        var results = ids!.Select(id => (id, status: Status(id, look))).ToLookup(item => item.status is null);
        var known = results[false].Select(item => $$"""{"id":"{{item.id}}","status":"{{item.status}}","activityId":"me.Do+prod"}""");
        var unknown = results[true].Select(item => $"\"{item.id}\":\"Not found\"");
        await ScriptedService.JsonAsync(context, $"{{\"results\":[{string.Join(',', known)}],\"errors\":{{{string.Join(',', unknown)}}}}}");
    }

    private Task DeleteAsync(HttpContext context)
    {
        Deletions++;
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }
}
