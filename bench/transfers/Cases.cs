namespace Apsis.Bench.Transfers;

/// <summary>What is measured, in this order: contenders of the same work one after another.</summary>
internal static class Cases
{
    private const long Gibibyte = 1L << 30;
    private const long Small = 100L << 20;
    private const long Sparse = 10L << 30;

    private static readonly string[] Large = ["bare", "raw", "stream", "apsis", "sdk"];

    public static IEnumerable<Case> All(int rounds)
    {
        foreach (var up in new[] { true, false })
        {
            foreach (var contender in Large)
                yield return new Case(false, up, contender, Gibibyte, 0, rounds);
            yield return new Case(false, up, "cli", Gibibyte, 0, rounds);
            yield return new Case(false, up, "stopped", Gibibyte, 0, rounds);
            if (!up)
                yield return new Case(false, up, "raps", Gibibyte, 0, rounds);
            // Above 125 MB raps asks for more addresses at once than the service gives for an upload.
            foreach (var contender in new[] { "apsis", "cli", "sdk", "raps" })
                yield return new Case(false, up, contender, Small, 0, rounds);
            yield return new Case(false, up, "apsis", Sparse, 0, 1);
            foreach (var contender in new[] { "plain", "apsis" })
                yield return new Case(false, up, contender, 1000 * Inputs.SmallBytes, 1000, rounds);
        }

        // A minute and a half for each stream that is alone: once is enough where the link sets the pace.
        foreach (var up in new[] { true, false })
        {
            foreach (var contender in Large.Skip(1))
                yield return new Case(true, up, contender, Gibibyte, 0, 1);
            foreach (var contender in new[] { "plain", "apsis" })
                yield return new Case(true, up, contender, 1000 * Inputs.SmallBytes, 1000, 1);
        }
    }
}
