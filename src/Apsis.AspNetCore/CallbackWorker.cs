using Apsis.Runs.Callbacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Apsis.AspNetCore;

/// <summary>Calls the program's own handlers, behind the answers. When the host stops, it handles what is queued first.</summary>
internal sealed class CallbackWorker(
    CallbackQueue queue, IServiceScopeFactory scopes, IOptions<ApsisCallbackOptions> options, ILogger<CallbackWorker> logger) : BackgroundService
{
    private readonly CancellationTokenSource _abandoned = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        using (cancellationToken.UnsafeRegister(static abandoned => ((CancellationTokenSource)abandoned!).Cancel(), _abandoned))
        {
            if (ExecuteTask is { } working)
                await working.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        base.Dispose();
        _abandoned.Dispose();
    }

    // Not with the token that says that the host stops: what was answered is handled.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        queue.ReadAllAsync(), new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaxParallelHandlers }, async (callback, _) => await HandleAsync(callback).ConfigureAwait(false));

    private async Task HandleAsync(ReceivedCallback callback)
    {
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using var _ = scope.ConfigureAwait(false);
            foreach (var handler in scope.ServiceProvider.GetServices<IWorkItemCallbackHandler>())
                await HandleAsync(handler, callback).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A handler that can not be made, or what it leaves when it goes.
            logger.HandlerFailed(error, nameof(IWorkItemCallbackHandler), callback.Kind.ToString(), callback.Item.Id);
        }
    }

    private async Task HandleAsync(IWorkItemCallbackHandler handler, ReceivedCallback callback)
    {
        try
        {
            await (callback.Kind == CallbackKind.Complete
                ? handler.OnCompleteAsync(callback, _abandoned.Token)
                : handler.OnProgressAsync(callback, _abandoned.Token)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            logger.HandlerFailed(error, handler.GetType().Name, callback.Kind.ToString(), callback.Item.Id);
        }
    }
}
