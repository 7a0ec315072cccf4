using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>POST /authentication/v2/token: its own small client, which knows nothing of the pipeline that needs its tokens.</summary>
internal sealed class TokenEndpoint : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;
    private const int Attempts = 3;

    private readonly AuthClientOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly Uri _url;

    public TokenEndpoint(AuthClientOptions options, TimeProvider time, HttpMessageHandler? transport)
    {
        _options = options;
        _time = time;
        _http = new HttpMessageInvoker(transport ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }, disposeHandler: transport is null);
        _url = new Uri(options.BaseUrl, "/authentication/v2/token");
    }

    public void Dispose() => _http.Dispose();

    public async Task<OAuth2Token> ClientCredentialsAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RequestAsync(scopes, cancellationToken).ConfigureAwait(false);
            }
            catch (ApsHttpException failure) when (attempt < Attempts && IsPassing(failure.Status))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250 << attempt), _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Asking twice for a token does no harm: every failure that may pass is tried again.
    private static bool IsPassing(HttpStatusCode? status) =>
        status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private async Task<OAuth2Token> RequestAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var asked = _time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, _url)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", string.Join(' ', scopes))]),
        };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.ClientId}:{_options.ClientSecret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        request.Headers.Accept.ParseAdd("application/json");

        var (status, requestId, body) = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (status != HttpStatusCode.OK)
            throw Refused(status, requestId, body);

        var answer = Parse(status, requestId, body);
        return new OAuth2Token
        {
            AccessToken = answer.AccessToken!,
            TokenType = answer.TokenType ?? "Bearer",
            // Counted from before the call: the service's clock started no earlier.
            ExpiresAt = asked.AddSeconds(Math.Clamp(answer.ExpiresIn, 1, TimeSpan.FromDays(1).TotalSeconds)),
            Scopes = scopes,
        };
    }

    private async Task<(HttpStatusCode Status, string? RequestId, string Body)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await _http.SendAsync(request, both.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, both.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(both.Token).ConfigureAwait(false);
            var requestId = response.Headers.TryGetValues("x-request-id", out var ids) ? ids.FirstOrDefault() : null;
            return (response.StatusCode, requestId, body);
        }
        catch (HttpRequestException error)
        {
            throw new ApsHttpException($"No token: {_url} can not be reached ({error.Message}). Check the network and the base address "
                + "(APS_BASE_URL); when it is an emulator, check that it is running.", FailureOf(null, null, ""), error);
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ApsHttpException($"No token: {_url} did not answer within {_options.RequestTimeout.TotalSeconds:0} s.", FailureOf(null, null, ""), error);
        }
    }

    private TokenAnswer Parse(HttpStatusCode status, string? requestId, string body)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, AuthJson.Default.TokenAnswer);
            if (!string.IsNullOrEmpty(answer?.AccessToken))
                return answer;
        }
        catch (JsonException)
        {
            // Reported below. The parser's message would quote the body, which may hold a token.
        }

        throw new ApsHttpException($"No token: {_url} answered 200 with a body that is not a token answer. Is the base address (APS_BASE_URL) that of APS?",
            FailureOf(status, requestId, ""));
    }

    private ApsHttpException Refused(HttpStatusCode status, string? requestId, string body)
    {
        var advice = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                "Check the client id and secret (APS_CLIENT_ID, APS_CLIENT_SECRET), and that the app has the API products enabled.",
            HttpStatusCode.BadRequest => "Check the scopes.",
            HttpStatusCode.TooManyRequests => "Too many token requests; wait a minute.",
            _ => "The service has a fault; try again later.",
        };
        return new ApsHttpException($"No token for client id '{_options.ClientId}': the service answered {(int)status}. {advice}",
            FailureOf(status, requestId, body));
    }

    private ApsHttpFailure FailureOf(HttpStatusCode? status, string? requestId, string body) => new()
    {
        Method = "POST",
        Url = _url.ToString(),
        Status = status,
        RequestId = requestId,
        // A server may echo what it was sent.
        Body = body.Replace(_options.ClientSecret, "***", StringComparison.Ordinal),
    };
}
