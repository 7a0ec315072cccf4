using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.S3;

internal static class S3Services
{
    public static IServiceCollection AddPresignedUrls(this IServiceCollection services) => services.AddSingleton<PresignedUrls>();
}
