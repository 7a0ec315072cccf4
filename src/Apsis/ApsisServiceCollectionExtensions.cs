using Apsis;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Apsis for dependency injection.</summary>
public static class ApsisServiceCollectionExtensions
{
    /// <summary>Adds <see cref="AutomationWorkflow"/> and the clients under it, one of each. Options begin with the environment's.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="configure">Changes the options; what it sets wins over the environment.</param>
    public static IServiceCollection AddApsis(this IServiceCollection services, Action<ApsisOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(_ =>
        {
            var options = ApsisOptions.FromEnvironment();
            configure?.Invoke(options);
            return options;
        });
        services.TryAddSingleton<ITokenStore, InMemoryTokenStore>();
        services.TryAddSingleton(provider => new AuthClient(
            provider.GetRequiredService<ApsisOptions>().ForAuth(), provider.GetRequiredService<ITokenStore>(), provider.GetService<TimeProvider>()));
        services.TryAddSingleton(provider => new ApsPipeline(provider.GetRequiredService<AuthClient>(), timeProvider: provider.GetService<TimeProvider>()));
        services.TryAddSingleton(provider => new AutomationClient(
            provider.GetRequiredService<ApsPipeline>(), provider.GetRequiredService<ApsisOptions>().Region));
        services.TryAddSingleton(provider => new DataManagementClient(provider.GetRequiredService<ApsPipeline>()));
        services.TryAddSingleton(provider => new AutomationWorkflow(
            provider.GetRequiredService<AutomationClient>(), provider.GetRequiredService<DataManagementClient>(), provider.GetRequiredService<ApsisOptions>().ForWorkflow()));
        return services;
    }
}
