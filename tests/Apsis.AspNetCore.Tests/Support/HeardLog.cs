using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Apsis.AspNetCore.Tests.Support;

/// <summary>Everything that anybody logs, at every level.</summary>
internal sealed class HeardLog : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, string Name, string Text, Exception? Error)> Lines { get; } = new();

    public string Text => string.Join('\n', Lines.Select(line => $"{line.Level} {line.Name} {line.Text} {line.Error}"));

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(HeardLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            // What a scope holds is written beside the lines by many loggers.
            log.Lines.Enqueue((LogLevel.Trace, "scope", string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? []) + state, null));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Lines.Enqueue((logLevel, eventId.Name ?? "", formatter(state, exception), exception));
    }
}
