namespace Apsis.Emulator.Execution;

/// <summary>How many bytes may still be unpacked.</summary>
internal sealed class UnpackBudget(long allowed)
{
    private long _taken;

    public long Left => allowed - _taken;

    /// <exception cref="WorkItemException">It is more than was left.</exception>
    public void Take(long count, string what)
    {
        _taken += count;
        if (Left < 0) throw new WorkItemException($"{what} unpacks to more than the {allowed} bytes allowed.");
    }
}
