using Microsoft.AspNetCore.Builder;

namespace Apsis.Emulator.S3;

/// <summary>Marks an endpoint that answers only to a URL signed by the emulator.</summary>
internal sealed class RequiredPresignedUrl;

internal static class RequiredPresignedUrlConvention
{
    /// <summary>Lets only a presigned URL that is still valid through to the endpoint.</summary>
    public static TBuilder RequirePresignedUrl<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredPresignedUrl());
}
