namespace Apsis.Bench.Waiting.Contenders;

/// <summary>A way to have all WorkItems of a day done.</summary>
internal interface IContender
{
    string Name { get; }

    /// <summary>How fast the clock may run for a thousand of them: slow enough that not the machine, but the service's limits set the pace.</summary>
    double Factor { get; }

    /// <summary>Runs them all.</summary>
    /// <param name="service">Where.</param>
    /// <param name="day">What.</param>
    /// <param name="ended">Told as each caller hears of its WorkItem's end: its id.</param>
    /// <param name="stop">The end of the day.</param>
    Task RunAsync(Service service, Day day, Action<string> ended, CancellationToken stop);
}
