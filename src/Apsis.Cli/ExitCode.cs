namespace Apsis.Cli;

/// <summary>What the exit codes mean. They are documented; scripts rely on them.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int WorkItemFailed = 1;
    public const int Usage = 2;
    public const int Service = 3;
    public const int TimedOut = 4;
    public const int Cancelled = 5;

    /// <summary>Of <c>deploy --plan</c>, which has done nothing.</summary>
    public const int Planned = 6;

    public const string Help = """
        Exit codes:
          0  success
          1  the WorkItem failed
          2  bad usage, or no login where one is needed: nothing was submitted
          3  the service, the network or the disk failed
          4  timed out
          5  cancelled
          6  deploy --plan: something would be published
        """;

    public const string EmulatorHelp = """
        Exit codes:
          0  stopped
          2  bad usage
          3  it can not start
        """;
}
