using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Apsis.Tests.Support;

/// <summary>A log that keeps what it hears.</summary>
internal sealed class Heard : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(string? Name, LogLevel Level, string Text)> Entries { get; } = [];

    public IEnumerable<string?> Names => Entries.Select(entry => entry.Name);

    public string Text => string.Join('\n', Entries.Select(entry => entry.Text));

    /// <summary>Waits until an event has been heard.</summary>
    public async Task UntilAsync(string name, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!Names.Contains(name))
            await Task.Delay(20, patience.Token);
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Enqueue((eventId.Name, logLevel, formatter(state, exception)));

    public void Dispose()
    {
    }
}
