using Apsis.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the receiver of callbacks.</summary>
public static class ApsisCallbackServiceCollectionExtensions
{
    /// <summary>
    /// Adds the receiver of callbacks, for <c>MapApsisCallbacks</c>. Call <c>AddApsis</c> too, with <see cref="Apsis.ApsisOptions.Callbacks"/>. The program's own work
    /// with callbacks is any <see cref="IWorkItemCallbackHandler"/> among the services.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configure">Changes the options, which are checked when the host starts.</param>
    public static IServiceCollection AddApsisCallbacks(this IServiceCollection services, Action<ApsisCallbackOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<ApsisCallbackOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApsisCallbackOptions>, ApsisCallbackOptionsValidator>());
        services.TryAddSingleton<CallbackQueue>();
        services.TryAddSingleton<CallbackEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CallbackWorker>());
        return services;
    }
}
