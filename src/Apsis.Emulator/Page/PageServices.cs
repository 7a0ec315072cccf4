using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Page;

internal static class PageServices
{
    public static IServiceCollection AddPage(this IServiceCollection services) => services
        .AddSingleton<Layout>()
        .AddSingleton<WorkItemViews>()
        .AddSingleton<WorkItemView>()
        .AddSingleton<BucketViews>()
        .AddSingleton<DefinitionViews>()
        .AddSingleton<RequestViews>()
        .AddSingleton<PageEndpoints>()
        .AddSingleton<LiveEvents>();
}
