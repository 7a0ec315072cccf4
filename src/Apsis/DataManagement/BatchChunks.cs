using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>Cuts requests into batches that the service takes: 25 to a batch, and no object twice, since answers are told apart by their keys. Pure.</summary>
internal static class BatchChunks
{
    public static List<List<T>> Of<T>(IEnumerable<T> requests, Func<T, string> keyOf, Func<T, int> weightOf)
    {
        var chunks = new List<List<T>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var weight = 0;
        foreach (var request in requests)
        {
            var next = weightOf(request);
            if (chunks.Count == 0 || weight + next > ApsLimits.ObjectsPerBatch || keys.Contains(keyOf(request)))
            {
                chunks.Add([]);
                keys.Clear();
                weight = 0;
            }

            chunks[^1].Add(request);
            keys.Add(keyOf(request));
            weight += next;
        }

        return chunks;
    }
}
