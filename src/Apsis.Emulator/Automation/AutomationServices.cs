using Apsis.Emulator.Automation.Sockets;
using Apsis.Emulator.Execution;
using Apsis.Emulator.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Automation;

internal static class AutomationServices
{
    public static IServiceCollection AddAutomation(this IServiceCollection services) => services
        .AddSingleton<ISchemaPart, AutomationSchema>()
        .AddSingleton<IBlobOwner, AutomationSchema>()
        .AddSingleton<AppStore>()
        .AddSingleton<DefinitionStore>()
        .AddSingleton<AliasStore>()
        .AddSingleton<Listings>()
        .AddSingleton<WorkItemStore>()
        .AddSingleton<WorkItemAnswers>()
        .AddSingleton<WorkItemSignatures>()
        .AddSingleton<WorkItemSubmission>()
        .AddSingleton<WorkItemCombination>()
        .AddSingleton<ActivityRules>()
        .AddSingleton<AppBundleForm>()
        .AddSingleton<AppEndpoints>()
        .AddSingleton<EngineEndpoints>()
        .AddSingleton<AppBundleEndpoints>()
        .AddSingleton<ActivityEndpoints>()
        .AddSingleton<WorkItemEndpoints>()
        .AddSingleton<AppBundleUploads>()
        .AddSingleton<AppBundlePackages>()
        .AddSingleton<WorkItemReports>()
        .AddSingleton<WorkItemListeners>()
        .AddSingleton<SocketSubmission>()
        .AddSingleton<SocketEndpoint>()
        .AddExecution();
}
