using Apsis.Automation;
using Apsis.Automation.Publishing;

namespace Apsis.Cli.Output;

/// <summary>What a plan, and what was published, come to in the report of <c>apsis deploy</c>.</summary>
internal static class DeployReports
{
    public static DeployReport Planned(PublishPlan plan, string? warning) => new()
    {
        Status = plan.ChangesNothing ? "success" : "planned",
        ExitCode = plan.ChangesNothing ? ExitCode.Success : ExitCode.Planned,
        Warning = warning,
        Changed = !plan.ChangesNothing,
        Steps = [.. plan.Steps.Select(PlanText.Line)],
    };

    public static DeployReport Published(PublishResult result, string? warning)
    {
        var bundle = result.Definitions.FirstOrDefault(definition => definition.Kind == DefinitionKind.AppBundle);
        var activity = result.Definitions.FirstOrDefault(definition => definition.Kind == DefinitionKind.Activity);
        return new DeployReport
        {
            Status = "success",
            ExitCode = ExitCode.Success,
            Warning = warning,
            Changed = result.Steps.Count > 0,
            Steps = [.. result.Steps.Select(PlanText.Line)],
            ActivityId = activity?.QualifiedId,
            ActivityVersion = activity is { IsNewVersion: true } ? activity.Version : null,
            AppBundleId = bundle?.QualifiedId,
            AppBundleVersion = bundle is { IsNewVersion: true } ? bundle.Version : null,
            Definitions = [.. result.Definitions.Select(definition => new DeployedDefinition
            {
                Kind = definition.Kind.ToString(),
                Id = definition.QualifiedId,
                Version = definition.Version,
                IsNew = definition.IsNewVersion,
            })],
        };
    }
}
