using Apsis.Emulator.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.ObjectStorage;

internal static class ObjectStorageServices
{
    public static IServiceCollection AddObjectStorage(this IServiceCollection services) => services
        .AddSingleton<ISchemaPart, ObjectStorageSchema>()
        .AddSingleton<IBlobOwner, ObjectStorageSchema>()
        .AddSingleton<UnusedBlobs>()
        .AddSingleton<ObjectStore>()
        .AddSingleton<UploadHashes>()
        .AddSingleton<Uploads>()
        .AddSingleton<UploadCompletion>()
        .AddSingleton<Downloads>()
        .AddSingleton<SignedResources>()
        .AddSingleton<ResumableUploads>()
        .AddSingleton<ContentResponse>()
        .AddSingleton<ObjectAnswers>()
        .AddSingleton<BucketEndpoints>()
        .AddSingleton<ObjectEndpoints>()
        .AddSingleton<UploadEndpoints>()
        .AddSingleton<DownloadEndpoints>()
        .AddSingleton<SignedResourceEndpoints>()
        .AddSingleton<BatchEndpoints>()
        .AddHostedService<RetentionSweep>();
}
