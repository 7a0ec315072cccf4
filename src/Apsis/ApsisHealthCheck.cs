using Apsis.Automation;
using Apsis.Exceptions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Apsis;

/// <summary>Whether a WorkItem could be submitted now: the credentials give a token, and Design Automation answers. One call, and a token from the cache.</summary>
internal sealed class ApsisHealthCheck(AutomationClient automation) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var owner = await automation.App.GetNicknameAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy($"Design Automation answers as '{owner}'.");
        }
        catch (ApsException error)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, error.Message, error);
        }
    }
}
