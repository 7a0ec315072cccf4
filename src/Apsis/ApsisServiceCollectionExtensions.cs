using Apsis;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Http;
using Apsis.Runs;
using Apsis.Runs.Callbacks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Apsis for dependency injection.</summary>
public static class ApsisServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="AutomationWorkflow"/> and the clients under it, one of each. Options are the environment's (<c>APS_CLIENT_ID</c> and so
    /// on) and what <paramref name="configure"/> sets, which wins. They are checked when the host starts.
    /// </summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="configure">Changes the options.</param>
    public static IServiceCollection AddApsis(this IServiceCollection services, Action<ApsisOptions>? configure = null) => services.Add(null, configure);

    /// <summary>Adds <see cref="AutomationWorkflow"/> and the clients under it, with options from a configuration section, such as <c>Aps</c>: the environment wins over it, and code over both.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="section">Its keys are the names of the options; time spans are written as <c>00:00:10</c>.</param>
    /// <param name="configure">Changes the options.</param>
    public static IServiceCollection AddApsis(this IServiceCollection services, IConfiguration section, Action<ApsisOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.Add(section, configure);
    }

    private static IServiceCollection Add(this IServiceCollection services, IConfiguration? section, Action<ApsisOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<ApsisOptions>();
        // A second call only changes options: read again, the environment would win over the code of the first.
        var isFirst = services.All(service => service.ServiceType != typeof(AutomationWorkflow));
        if (section is not null)
            options.Bind(section);
        if (isFirst)
            options.Configure(read => read.ReadEnvironment(Environment.GetEnvironmentVariable)).ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        if (isFirst)
            services.AddClients();
        return services;
    }

    private static void AddClients(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ApsisOptions>, ApsisOptionsValidator>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<ApsisOptions>>().Value);
        services.TryAddSingleton<ITokenStore, InMemoryTokenStore>();
        services.TryAddSingleton(provider => new AuthClient(
            provider.GetRequiredService<ApsisOptions>().ForAuth(), provider.GetRequiredService<ITokenStore>(), provider.GetService<TimeProvider>()));
        services.TryAddSingleton(provider => new RateBudget(
            new RateBudgetOptions { SharedFolder = provider.GetRequiredService<ApsisOptions>().RateFolder }, provider.GetService<TimeProvider>()));
        services.TryAddSingleton(provider => new ApsPipeline(
            provider.GetRequiredService<AuthClient>(),
            provider.GetRequiredService<ApsisOptions>().ForPipeline(
                provider.GetService<ILoggerFactory>(), provider.GetRequiredService<RateBudget>(), provider.GetService<TimeProvider>()),
            provider.GetService<TimeProvider>(), tokens: provider.GetService<ITokenProvider>()));
        services.TryAddSingleton(provider => new AutomationClient(
            provider.GetRequiredService<ApsPipeline>(), provider.GetRequiredService<ApsisOptions>().Region));
        services.TryAddSingleton(provider => new DataManagementClient(provider.GetRequiredService<ApsPipeline>()));
        services.TryAddSingleton(provider => new WorkItemTracker(
            provider.GetRequiredService<AutomationClient>(), provider.GetRequiredService<ApsisOptions>().ForTracker()));
        services.TryAddSingleton(provider => new RunCallbacks(provider.GetRequiredService<ApsisOptions>().Callbacks, provider.GetService<TimeProvider>()));
        services.TryAddSingleton(provider => new AutomationWorkflow(
            provider.GetRequiredService<AutomationClient>(), provider.GetRequiredService<DataManagementClient>(),
            provider.GetRequiredService<ApsisOptions>().ForWorkflow(provider.GetRequiredService<RunCallbacks>()), provider.GetRequiredService<WorkItemTracker>()));
    }
}
