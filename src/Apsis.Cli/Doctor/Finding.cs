namespace Apsis.Cli.Doctor;

/// <summary>What one look found.</summary>
/// <param name="Check">What was looked at: one word.</param>
/// <param name="Outcome">One of <see cref="Ok"/>, <see cref="Warning"/>, <see cref="Failed"/>.</param>
/// <param name="Message">What was found and, when something is wrong, what to do.</param>
internal sealed record Finding(string Check, string Outcome, string Message)
{
    public const string Ok = "ok";
    public const string Warning = "warning";
    public const string Failed = "failed";
}
