using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Apsis.Emulator.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Tests;

/// <summary>An emulator of its own for each test, and clients with tokens for it.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    private ApsEmulator? _emulator;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected ApsEmulator Emulator => _emulator ?? throw new InvalidOperationException("The emulator is not started.");

    protected RequestLines Log { get; } = new();

    /// <summary>Where the running emulator keeps content.</summary>
    protected string BlobPath =>
        Path.Combine(Emulator.Services.GetRequiredService<EmulatorFolder>().Path, "blobs");

    public virtual async ValueTask InitializeAsync() => await StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_emulator is not null) await _emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the emulator, if it runs, and starts another with the test's options.</summary>
    protected async Task StartAsync()
    {
        if (_emulator is not null) await _emulator.StopAsync(Cancellation);
        var options = new ApsEmulatorOptions { RequestLog = Log };
        Configure(options);
        _emulator = await ApsEmulator.StartAsync(options, Cancellation);
    }

    /// <summary>Changes the options; in memory, on a free port, for any client by default.</summary>
    protected virtual void Configure(ApsEmulatorOptions options)
    {
    }

    /// <summary>Waits for a line in the request log.</summary>
    protected async Task WaitForLogAsync(string text)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        while (!Log.ToString().Contains(text, StringComparison.Ordinal))
        {
            if (timeout.IsCancellationRequested) throw new TimeoutException($"'{text}' is not in the log:\n{Log}");
            await Task.Delay(10, Cancellation);
        }
    }

    /// <summary>A client without a token.</summary>
    protected HttpClient Anonymous() => new() { BaseAddress = Emulator.BaseAddress };

    /// <summary>A client with a token for the scopes, separated by blanks.</summary>
    protected async Task<HttpClient> ClientAsync(
        string scopes = "code:all data:read data:write data:create bucket:create bucket:read bucket:delete", string clientId = "client-a")
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(scopes, clientId));
        return client;
    }

    protected Task<string> TokenAsync(string scopes, string clientId = "client-a") => TokenAsync(scopes, Emulator.BaseAddress, clientId);

    protected static async Task<string> TokenAsync(string scopes, Uri emulator, string clientId = "client-a")
    {
        using var client = new HttpClient { BaseAddress = emulator };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/authentication/v2/token")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:secret-of-{clientId}"))) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", scopes)]),
        };
        using var response = await client.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return answer.RootElement.GetProperty("access_token").GetString()!;
    }
}
