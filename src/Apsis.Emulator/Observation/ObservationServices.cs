using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Observation;

internal static class ObservationServices
{
    public static IServiceCollection AddObservation(this IServiceCollection services) => services
        .AddSingleton<EventLog>()
        .AddSingleton<RequestHistory>()
        .AddSingleton<WorkItemWatch>();
}
