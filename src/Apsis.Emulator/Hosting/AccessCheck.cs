using Apsis.Emulator.Authentication;
using Apsis.Emulator.Authentication.Tokens;
using Apsis.Emulator.S3;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>Lets a request through to an endpoint only with the token or the signature that the endpoint demands.</summary>
internal sealed class AccessCheck(RequestDelegate next, AccessTokens tokens, PresignedUrls presignedUrls)
{
    public Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<RequiredLocalHost>() is not null) RequiredLocalHost.Check(http.Request);
        if (endpoint?.Metadata.GetMetadata<RequiredScope>() is { } scope)
        {
            http.SetCaller(scope.Check(tokens, http.Request.Headers.Authorization));
            endpoint.Metadata.GetMetadata<RequiredContext>()?.Check(http.GetCaller());
        }

        if (endpoint?.Metadata.GetMetadata<RequiredPresignedUrl>() is not null) presignedUrls.Check(http);
        return next(http);
    }
}
