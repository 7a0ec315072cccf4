namespace DrawingReport;

/// <summary>What the program was asked to do.</summary>
internal sealed record CommandLine(string Drawing, string? Report, string? Preview)
{
    public const string Usage = "Usage: dotnet DrawingReport.dll DRAWING [--report report.json] [--preview preview.svg]";

    /// <summary>The command line, or null with the reason in <paramref name="problem"/>.</summary>
    public static CommandLine? Parse(string[] args, out string problem)
    {
        string? drawing = null, report = null, preview = null;
        problem = "";
        for (var i = 0; i < args.Length; i++)
        {
            var isOption = args[i] is "--report" or "--preview";
            if (isOption && (i + 1 == args.Length || args[i + 1].Length == 0))
                problem = $"{args[i]} needs a file name.";
            else if (args[i] == "--report")
                report = args[++i];
            else if (args[i] == "--preview")
                preview = args[++i];
            else if (args[i].StartsWith("--", StringComparison.Ordinal))
                problem = $"{args[i]} is not an option.";
            else if (drawing is not null)
                problem = $"only one drawing can be read; '{args[i]}' is one too many.";
            else
                drawing = args[i];
        }
        if (problem.Length == 0 && string.IsNullOrEmpty(drawing))
            problem = "the drawing is missing.";
        if (problem.Length == 0 && new[] { drawing, report, preview }.OfType<string>().GroupBy(Path.GetFullPath).Any(same => same.Count() > 1))
            problem = "the drawing, the report and the preview need different names.";
        return problem.Length == 0 ? new(drawing!, report, preview) : null;
    }
}
