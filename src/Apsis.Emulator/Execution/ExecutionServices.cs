using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Execution;

internal static class ExecutionServices
{
    public static IServiceCollection AddExecution(this IServiceCollection services)
    {
        foreach (var definition in EngineDefinitions.Products)
            services.AddSingleton(provider => ProductEngine(definition, provider));

        return services
            .AddSingleton<IWorkItemEngine>(provider => LocalEngine.DotNet(
                provider.GetRequiredService<ApsEmulatorOptions>(), provider.GetRequiredService<ProgramRunner>()))
            .AddSingleton<IWorkItemEngine>(provider => LocalEngine.Shell(
                provider.GetRequiredService<ApsEmulatorOptions>(), provider.GetRequiredService<ProgramRunner>()))
            .AddSingleton<IWorkItemEngine>(provider => LocalEngine.Python(
                provider.GetRequiredService<ApsEmulatorOptions>(), provider.GetRequiredService<ProgramRunner>()))
            .AddSingleton<SimulatedTime>()
            .AddSingleton<EngineCatalog>()
            .AddSingleton<WorkItemFiles>()
            .AddSingleton<JobHttp>()
            .AddSingleton<IntermediateStorage>()
            .AddSingleton<JobTransfers>()
            .AddSingleton<AppBundleCache>()
            .AddSingleton<CallbackSender>()
            .AddSingleton<ConsoleRequests>()
            .AddSingleton<OrphanWatchdog>()
            .AddSingleton<ProgramRunner>()
            .AddSingleton<JobDownload>()
            .AddSingleton<JobUpload>()
            .AddSingleton<JobProgress>()
            .AddSingleton<JobRunner>()
            .AddSingleton<PatientWrites>()
            .AddSingleton<BrokenJobs>()
            .AddSingleton<InterruptedJobs>()
            .AddSingleton<WorkItemCompletion>()
            .AddSingleton<WorkItemRetention>()
            .AddSingleton<WorkItemQueue>()
            .AddHostedService(provider => provider.GetRequiredService<WorkItemQueue>());
    }

    private static IWorkItemEngine ProductEngine(EngineDefinition definition, IServiceProvider provider)
    {
        var options = provider.GetRequiredService<ApsEmulatorOptions>();
        return options.Automation.ProductFolders.TryGetValue(definition.Id, out var folder)
            ? new ConsoleEngine(definition, folder, provider.GetRequiredService<ProgramRunner>())
            : new SimulatedEngine(definition, options, provider.GetRequiredService<SimulatedTime>());
    }
}
