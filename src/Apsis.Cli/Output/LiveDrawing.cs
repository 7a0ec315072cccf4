using Spectre.Console;
using Spectre.Console.Rendering;

namespace Apsis.Cli.Output;

/// <summary>Draws on a terminal ten times a second, until it is disposed, and then once more.</summary>
internal sealed class LiveDrawing : IAsyncDisposable
{
    public static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _ended = new();
    private readonly Task _drawing;

    public LiveDrawing(IAnsiConsole console, TimeProvider time, Func<IRenderable> render) => _drawing = DrawAsync(console, time, render);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _drawing;
        _ended.Dispose();
    }

    private Task DrawAsync(IAnsiConsole console, TimeProvider time, Func<IRenderable> render) =>
        console.Live(render()).AutoClear(false).Overflow(VerticalOverflow.Ellipsis).StartAsync(async live =>
        {
            while (!_ended.IsCancellationRequested)
            {
                live.UpdateTarget(render());
                await Task.Delay(Frame, time, _ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            live.UpdateTarget(render());
        });
}
