using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Apsis.Auth;
using Apsis.Automation;

namespace Apsis.Bench.Waiting.Contenders;

/// <summary>A loop for each WorkItem: submit it, ask for it every 10 s, and after a 429 wait twice as long as the last time.</summary>
internal sealed class PlainLoop : IContender, IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { Timeout = Timeout.InfiniteTimeSpan };

    public string Name => "a plain loop for each";

    public Task RunAsync(Day day) => Task.WhenAll(Enumerable.Range(0, day.Count).Select(number => RunAsync(day, number)));

    public void Dispose() => _http.Dispose();

    private async Task RunAsync(Day day, int number)
    {
        var spec = day.SpecOf(number);
        var body = new { activityId = spec.ActivityId, limitProcessingTimeSec = spec.LimitProcessingTimeSec, arguments = new { } };
        var item = await CallAsync(day, () => new HttpRequestMessage(HttpMethod.Post, Address(day, "")) { Content = JsonContent.Create(body) });
        while (!item.HasEnded)
        {
            await Task.Delay(Day.PollInterval, day.Clock);
            item = await CallAsync(day, () => new HttpRequestMessage(HttpMethod.Get, Address(day, $"/{item.Id}")));
        }

        day.Told(item);
    }

    private async Task<WorkItem> CallAsync(Day day, Func<HttpRequestMessage> make)
    {
        for (var pause = Day.PollInterval; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            using var request = make();
            var token = await day.Auth.TwoLegged.GetTokenAsync(Scopes.DefaultAutomation, TimeSpan.FromMinutes(1));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode != HttpStatusCode.TooManyRequests)
                return JsonSerializer.Deserialize<WorkItem>(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
            await Task.Delay(pause, day.Clock);
        }
    }

    private static Uri Address(Day day, string path) => new(day.Service.Address, $"/da/us-east/v3/workitems{path}");
}
