using System.Net.Http.Headers;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Faults.Execution;

namespace Apsis.Emulator.Execution;

/// <summary>Calls onComplete and onProgress: a few short attempts, and never an error for the WorkItem.</summary>
internal sealed class CallbackSender(JobHttp http, CallbackFaults faults, ApsEmulatorOptions options, TimeProvider time)
{
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The answer's status, or null with what went wrong when no attempt was answered with success.</summary>
    public Task<CallbackOutcome> SendAsync(ArgumentBody target, byte[] json, int attempts, CancellationToken cancellationToken) =>
        faults.SendAsync(target, () => SendWithoutFaultsAsync(target, json, attempts, cancellationToken), cancellationToken);

    public Task<CallbackOutcome> SendAsync(ArgumentBody target, byte[] json, CancellationToken cancellationToken) =>
        SendAsync(target, json, Attempts, cancellationToken);

    private async Task<CallbackOutcome> SendWithoutFaultsAsync(ArgumentBody target, byte[] json, int attempts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await TryAsync(target, json, cancellationToken);
            if (outcome.IsDelivered || attempt >= attempts) return outcome;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<CallbackOutcome> TryAsync(ArgumentBody target, byte[] json, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Automation.CallbackTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(target.Verb?.ToUpperInvariant() ?? "POST"), target.Url)
            {
                Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            };
            JobHttp.AddHeaders(request, target.Headers);
            using var response = await http.SendAsync(request, either.Token);
            return new CallbackOutcome(response.StatusCode, response.IsSuccessStatusCode ? null : $"the answer was {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CallbackOutcome(null, $"no answer within {options.Automation.CallbackTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
        {
            return new CallbackOutcome(null, e.Message);
        }
    }
}
