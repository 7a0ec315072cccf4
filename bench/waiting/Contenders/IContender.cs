namespace Apsis.Bench.Waiting.Contenders;

/// <summary>A way to run WorkItems and to hear of their ends.</summary>
internal interface IContender
{
    string Name { get; }

    /// <summary>Runs all WorkItems of the day, all wanted at once, and tells the day of each end.</summary>
    Task RunAsync(Day day);
}
