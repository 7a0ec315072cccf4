using System.Net;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Carries the calls to Authentication: its own small client, which knows nothing of the pipeline that needs its tokens.</summary>
internal sealed class AuthTransport : IDisposable
{
    private const int MaxAnswerBytes = 1024 * 1024;
    private const int Attempts = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public AuthTransport(TimeSpan requestTimeout, TimeProvider time, HttpMessageHandler? transport)
    {
        _limit = requestTimeout;
        _time = time;
        _http = new HttpMessageInvoker(transport ?? new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A redirect could carry a secret to another host.
            AllowAutoRedirect = false,
            // One client serves many users: what the service says to one is not repeated for another.
            UseCookies = false,
        }, disposeHandler: transport is null);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends a request, again after a failure that may pass, and gives the answer whatever its status.</summary>
    /// <exception cref="ApsHttpException">There was no answer.</exception>
    public async Task<AuthAnswer> SendAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? named = null;
            try
            {
                var answer = await AttemptAsync(request, cancellationToken).ConfigureAwait(false);
                if (attempt == Attempts || !IsPassing(answer.Status, request.IsRepeatable))
                    return answer;
                named = answer.RetryAfter;
            }
            catch (ApsHttpException error) when (attempt < Attempts && (request.IsRepeatable || WasNeverSent(error)))
            {
            }

            var pause = named ?? TimeSpan.FromMilliseconds(250 << attempt);
            await Task.Delay(TimeSpan.FromTicks(Math.Clamp(pause.Ticks, 0, LongestPause.Ticks)), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsPassing(HttpStatusCode status, bool isRepeatable) => status == HttpStatusCode.TooManyRequests
        || (isRepeatable && status is HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError);

    private static bool WasNeverSent(ApsHttpException error) => error.InnerException is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
    };

    private async Task<AuthAnswer> AttemptAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var message = request.ToMessage();
        try
        {
            using var response = await _http.SendAsync(message, both.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, both.Token).ConfigureAwait(false);
            return new AuthAnswer
            {
                Request = request,
                Status = response.StatusCode,
                Body = await response.Content.ReadAsStringAsync(both.Token).ConfigureAwait(false),
                RequestId = response.Headers.TryGetValues("x-request-id", out var ids) ? ids.FirstOrDefault() : null,
                RetryAfter = response.Headers.RetryAfter switch
                {
                    { Delta: { } delta } => delta,
                    { Date: { } date } => date - _time.GetUtcNow(),
                    _ => null,
                },
            };
        }
        catch (HttpRequestException error)
        {
            throw new ApsHttpException($"{request.Subject}: {request.Address} can not be reached ({error.Message}). Check the network and the base address "
                + "(APS_BASE_URL); when it is an emulator, check that it is running.", request.NoAnswer(), error);
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ApsHttpException($"{request.Subject}: {request.Address} did not answer within {_limit.TotalSeconds:0} s.", request.NoAnswer(), error);
        }
    }
}
