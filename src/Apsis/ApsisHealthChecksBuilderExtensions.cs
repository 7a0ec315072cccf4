using Apsis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds APS to the health checks of an application.</summary>
public static class ApsisHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that the credentials give a token and that Design Automation answers. It costs one call each time it is asked.</summary>
    /// <param name="builder">The application's health checks. <c>AddApsis</c> must have been called on its services too.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What the application is when the check fails; unhealthy when null.</param>
    /// <param name="tags">Tags to filter by.</param>
    /// <param name="timeout">How long the check may take; 10 s when null.</param>
    public static IHealthChecksBuilder AddApsis(
        this IHealthChecksBuilder builder, string name = "aps", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, services => ActivatorUtilities.CreateInstance<ApsisHealthCheck>(services), failureStatus, tags, timeout ?? TimeSpan.FromSeconds(10)));
    }
}
