using Apsis.Runs;
using Apsis.Tests.Support;
using CsCheck;

namespace Apsis.Tests.Runs;

public sealed class DueQueueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_is_a_sorted_list_whatever_is_put_moved_and_removed()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();

        // Which of 20 waiters, and its new moment; or null, and it is removed.
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 50].Nullable()).Array[1, 100].Sample(changes =>
        {
            var watches = Enumerable.Range(0, 20).Select(number => new WorkItemWatch(workflow.Tracker, $"w{number}", new WorkItemWatchOptions(), default)).ToList();
            var queue = new DueQueue(DuePlace.Look);
            var model = new HashSet<WorkItemWatch>();
            foreach (var (which, due) in changes)
            {
                if (due is { } seconds)
                {
                    watches[which].NextLook = Noon.AddSeconds(seconds);
                    queue.Put(watches[which]);
                    model.Add(watches[which]);
                }
                else
                {
                    queue.Remove(watches[which]);
                    model.Remove(watches[which]);
                }

                queue.Count.ShouldBe(model.Count);
                queue.First?.NextLook.ShouldBe(model.Min(watch => watch.NextLook));
            }

            var order = new List<DateTimeOffset>();
            while (queue.First is { } first)
            {
                order.Add(first.NextLook);
                queue.Remove(first);
            }

            order.ShouldBe(model.Select(watch => watch.NextLook).Order());
        }, threads: 1);
    }
}
