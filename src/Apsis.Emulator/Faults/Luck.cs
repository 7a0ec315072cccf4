namespace Apsis.Emulator.Faults;

/// <summary>Numbers that look drawn, but follow from the seed, the rule and how many were drawn before.</summary>
internal static class Luck
{
    /// <summary>From 0 to just below 1.</summary>
    public static double Draw(int seed, int rule, long number) => (Mix(Mix(Mix((uint)seed) + (uint)rule) + (ulong)number) >> 11) * (1.0 / (1UL << 53));

    // SplitMix64: every bit of the input moves every bit of the output.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
