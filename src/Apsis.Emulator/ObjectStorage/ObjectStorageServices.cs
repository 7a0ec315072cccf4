using Apsis.Emulator.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.ObjectStorage;

internal static class ObjectStorageServices
{
    public static IServiceCollection AddObjectStorage(this IServiceCollection services) => services
        .AddSingleton<ISchemaPart, ObjectStorageSchema>()
        .AddSingleton<IBlobOwner, ObjectStorageSchema>()
        .AddSingleton<UnusedBlobs>()
        .AddSingleton<ObjectStore>();
}
