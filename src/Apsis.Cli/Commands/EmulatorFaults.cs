using Apsis.Emulator.Faults;

namespace Apsis.Cli.Commands;

/// <summary>The plan of faults that <c>apsis emulator</c> is given.</summary>
internal static class EmulatorFaults
{
    /// <exception cref="UsageException">The file cannot be read, or is no plan.</exception>
    public static FaultPlan? Read(string? file)
    {
        if (file is null) return null;
        try
        {
            return FaultPlan.Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The fault plan '{file}' cannot be read: {e.Message}", e);
        }
        catch (FaultPlanException e)
        {
            throw new UsageException($"{file}: {e.Message}", e);
        }
    }
}
