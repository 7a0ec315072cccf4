using Apsis.Automation.Publishing;

namespace Apsis.Cli.Output;

/// <summary>The steps of a plan as lines.</summary>
internal static class PlanText
{
    public static string Line(PublishStep step) => SafeText.Line(step switch
    {
        PublishStep.CreateVersion { SourceBytes: { } bytes } create => $"{create with { SourceBytes = null }} and upload its files ({Figures.Size(bytes)})",
        _ => step.ToString(),
    });

    /// <summary>What is worth knowing before ids are handed out; null when nothing is.</summary>
    public static string? Warning(PublishPlan plan) => plan.OwnerIsClientId
        ? $"the app has no nickname: its ids begin with the client id {plan.Owner}. A nickname can be chosen only while the app owns nothing."
        : null;
}
