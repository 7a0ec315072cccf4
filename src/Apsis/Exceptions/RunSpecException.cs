namespace Apsis.Exceptions;

/// <summary>A run that can not work as it was asked for, found before anything was uploaded or paid.</summary>
public sealed class RunSpecException : ArgumentException
{
    /// <summary>Lists what is wrong.</summary>
    public RunSpecException(string activityId, IReadOnlyList<string> problems, Exception? innerException = null)
        : base(Describe(activityId, problems), innerException)
    {
        Problems = problems;
    }

    /// <summary>Each thing that is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Describe(string activityId, IReadOnlyList<string> problems) => problems.Count == 1
        ? $"The run of {activityId} was not started: {problems[0]}"
        : $"The run of {activityId} was not started:{Environment.NewLine}  - {string.Join($"{Environment.NewLine}  - ", problems)}";
}
