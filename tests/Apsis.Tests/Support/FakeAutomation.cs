using System.Net;
using System.Text;
using System.Text.Json;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.Http;

namespace Apsis.Tests.Support;

/// <summary>Answers in memory, by a clock of its own: for a day of waiting within a second.</summary>
internal sealed class FakeAutomation(TimeProvider time) : HttpMessageHandler
{
    /// <summary>When each WorkItem ends.</summary>
    public Dictionary<string, DateTimeOffset> Ends { get; } = new(StringComparer.Ordinal);

    /// <summary>When each call came.</summary>
    public List<DateTimeOffset> Calls { get; } = [];

    public AutomationClient Client(bool assumeLimits)
    {
        var auth = new AuthClient(new AuthClientOptions { ClientId = "client", ClientSecret = "secret", BaseUrl = new Uri("http://aps.example") }, timeProvider: time);
        var budget = new RateBudget(new RateBudgetOptions { AssumeLimits = assumeLimits }, time);
        return new AutomationClient(new ApsPipeline(auth, new ApsPipelineOptions { RateBudget = budget }, time, this, new EndlessToken()));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var ids = request.Content is null
            ? [request.RequestUri!.Segments[^1]]
            : JsonSerializer.Deserialize<string[]>(await request.Content.ReadAsStringAsync(cancellationToken))!;
        string answer;
        lock (Calls)
        {
            Calls.Add(time.GetUtcNow());
            var items = ids.Select(id => $$"""{"id":"{{id}}","status":"{{StatusOf(id)}}","activityId":"me.Do+prod"}""");
            answer = request.Content is null ? items.Single() : $"{{\"results\":[{string.Join(',', items)}],\"errors\":{{}}}}";
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }

    private string StatusOf(string id) => Ends[id] <= time.GetUtcNow() ? "success" : "inprogress";

    private sealed class EndlessToken : ITokenProvider
    {
        public Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, TimeSpan minimumLife, CancellationToken cancellationToken = default) =>
            Task.FromResult(new OAuth2Token { AccessToken = "token", ExpiresAt = DateTimeOffset.MaxValue, Scopes = [] });

        public ValueTask InvalidateAsync(OAuth2Token refused, CancellationToken cancellationToken = default) => default;
    }
}
