using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Apsis.Bench.Waiting.Contenders;

/// <summary>What everybody writes first: each WorkItem is submitted alone and asked for every 10 s; a 429 is waited for as it says.</summary>
internal sealed class PlainLoop : IContender
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public string Name => "a loop for each WorkItem";

    // It spends its day waiting for the limits.
    public double Factor => 60;

    public async Task RunAsync(Service service, Day day, Action<string> ended, CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = service.Address, Timeout = Timeout.InfiniteTimeSpan };
        using var client = new Client(http, service.Time);
        await Task.WhenAll(day.Minutes.Select(minutes => OneAsync(client, minutes, ended, stop)));
    }

    private static async Task OneAsync(Client client, int minutes, Action<string> ended, CancellationToken stop)
    {
        var item = await client.CallAsync(HttpMethod.Post, "workitems", new { activityId = Service.Activity, limitProcessingTimeSec = 3600, arguments = new Dictionary<string, string> { [Service.Seconds] = $"{minutes * 60}" } }, stop);
        var id = item.GetProperty("id").GetString();
        while (item.GetProperty("status").GetString() is "pending" or "inprogress")
        {
            await Task.Delay(Interval, client.Time, stop);
            item = await client.CallAsync(HttpMethod.Get, $"workitems/{id}", null, stop);
        }

        ended(id!);
    }

    /// <summary>One token for all.</summary>
    private sealed class Client(HttpClient http, TimeProvider time) : IDisposable
    {
        private readonly SemaphoreSlim _renewing = new(1);
        private string? _token;

        public TimeProvider Time => time;

        public async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body, CancellationToken stop)
        {
            for (string? refused = null; ;)
            {
                using var request = new HttpRequestMessage(method, $"da/us-east/v3/{path}") { Content = body is null ? null : JsonContent.Create(body) };
                var token = await TokenAsync(refused, stop);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var answer = await http.SendAsync(request, stop);
                if (answer.IsSuccessStatusCode)
                    return await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
                if (answer.StatusCode == HttpStatusCode.Unauthorized)
                    refused = token;
                else if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                    await Task.Delay(answer.Headers.RetryAfter?.Delta ?? Interval, time, stop);
                else
                    throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
            }
        }

        public void Dispose() => _renewing.Dispose();

        private async Task<string> TokenAsync(string? refused, CancellationToken stop)
        {
            if (_token is { } known && known != refused)
                return known;

            await _renewing.WaitAsync(stop);
            try
            {
                return _token = _token is { } renewed && renewed != refused ? renewed : await AskAsync(stop);
            }
            finally
            {
                _renewing.Release();
            }
        }

        private async Task<string> AskAsync(CancellationToken stop)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["scope"] = "code:all", ["client_id"] = Service.ClientId, ["client_secret"] = Service.Secret,
            });
            using var answer = await http.PostAsync(new Uri("authentication/v2/token", UriKind.Relative), form, stop);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("access_token").GetString()!;
        }
    }
}
