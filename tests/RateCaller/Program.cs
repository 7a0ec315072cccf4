using System.Diagnostics;
using System.Globalization;
using Apsis;

// A program like a user's: it has its settings from the environment, and always has one more call to make.
// Once it is told to go on its standard input, it calls for so many seconds; then it prints how many calls were answered.
var seconds = double.Parse(args[0], CultureInfo.InvariantCulture);
await using var workflow = AutomationWorkflow.Create(ApsisOptions.FromEnvironment());
Console.WriteLine("ready");
await Console.In.ReadLineAsync();

using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
var (answered, inFirstHalf) = (0, 0);
var begun = Stopwatch.GetTimestamp();
await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CallAsync()));
Console.WriteLine($"answered {answered} {inFirstHalf}");

async Task CallAsync()
{
    try
    {
        while (true)
        {
            await workflow.Automation.App.GetNicknameAsync(end.Token);
            Interlocked.Increment(ref answered);
            if (Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds / 2)
                Interlocked.Increment(ref inFirstHalf);
        }
    }
    catch (OperationCanceledException) when (end.IsCancellationRequested)
    {
        // The time is up.
    }
}
