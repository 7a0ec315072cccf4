namespace Apsis.AspNetCore.Tests.Support;

internal static class Waits
{
    /// <summary>Waits until something holds, and says what is when it does not come to hold.</summary>
    public static async Task UntilAsync(Func<bool> holds, Func<string> state)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            while (!holds())
                await Task.Delay(10, limit.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"It did not come to hold. {state()}");
        }
    }
}
