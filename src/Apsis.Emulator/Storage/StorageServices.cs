using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Storage;

internal static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddSingleton<EmulatorDatabase>()
        .AddSingleton<LogScrub>()
        .AddHostedService(provider => provider.GetRequiredService<LogScrub>())
        .AddSingleton<BlobFolder>()
        .AddSingleton<BlobSweep>()
        .AddSingleton<ISchemaPart, SecretsSchema>()
        .AddSingleton<SecretStore>();
}
