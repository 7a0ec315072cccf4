using System.Net;
using System.Security.Authentication;

namespace Apsis.Cli.Doctor;

/// <summary>Whether the service answers at all, and whether its clock and this machine's agree: one call that needs no token.</summary>
internal static class Reachability
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Harmful = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<Finding>> LookAsync(Uri service, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Limit });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, "/authentication/v2/keys"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var authority = service.GetLeftPart(UriPartial.Authority);
        var asked = time.GetUtcNow();
        try
        {
            using var answer = await http.SendAsync(request, limit.Token);
            var took = time.GetUtcNow() - asked;
            return
            [
                answer.StatusCode == HttpStatusCode.OK
                    ? new Finding("network", Finding.Ok, $"{authority} answers in {took.TotalMilliseconds:0} ms")
                    : new Finding("network", Finding.Failed, $"{authority} answered {(int)answer.StatusCode} where APS answers 200. Is APS_BASE_URL right, and is no proxy in between?"),
                .. answer.Headers.Date is { } theirs ? [Clock(theirs - (asked + (took / 2)))] : Array.Empty<Finding>(),
            ];
        }
        catch (HttpRequestException error)
        {
            return [new Finding("network", Finding.Failed, $"{authority} can not be reached: {WhyOf(error)}")];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [new Finding("network", Finding.Failed, $"{authority} did not answer within {Limit.TotalSeconds:0} s. Is a proxy or a firewall in between?")];
        }
    }

    private static Finding Clock(TimeSpan ahead)
    {
        var apart = ahead.Duration();
        var text = $"this machine's clock is {apart.TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the service's";
        return apart >= Harmful ? new Finding("clock", Finding.Failed, $"{text}: tokens and signed URLs will be refused. Set the clock (NTP).")
            : apart >= Noticeable ? new Finding("clock", Finding.Warning, $"{text}: signed URLs end earlier or later than they say. Set the clock (NTP).")
            : new Finding("clock", Finding.Ok, "this machine's clock agrees with the service's");
    }

    private static string WhyOf(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "there is no such host. Check APS_BASE_URL, and DNS.",
        HttpRequestError.ConnectionError => $"{error.Message} Check the network and APS_BASE_URL; when it is an emulator, that it runs.",
        HttpRequestError.SecureConnectionError when error.InnerException is AuthenticationException => "its certificate is not trusted. A proxy that opens TLS needs its root certificate on this machine.",
        _ => error.Message,
    };
}
