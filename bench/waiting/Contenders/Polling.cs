namespace Apsis.Bench.Waiting.Contenders;

/// <summary>Apsis as it is without any settings: submissions joined, status in fifties.</summary>
internal sealed class Polling : IContender
{
    public string Name => "Apsis, polling";

    public Task RunAsync(Day day) => Task.WhenAll(Enumerable.Range(0, day.Count).Select(number => RunAsync(day, number)));

    private static async Task RunAsync(Day day, int number)
    {
        var id = await day.Workflow.StartWorkItemAsync(day.SpecOf(number));
        await foreach (var item in day.Workflow.Tracker.WatchAsync(id, Day.PollInterval))
        {
            if (item.HasEnded)
                day.Told(item);
        }
    }
}
