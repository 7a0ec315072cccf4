using System.Diagnostics.CodeAnalysis;
using Apsis.AspNetCore;
using Apsis.Runs.Callbacks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Listens for callbacks.</summary>
public static class ApsisCallbackEndpointRouteBuilderExtensions
{
    /// <summary>Where <see cref="MapApsisCallbacks"/> listens when nothing else is said.</summary>
    public const string DefaultPattern = "/apsis/callbacks";

    /// <summary>Listens for the callbacks of WorkItems, so that those who wait for them here rely on being told. The address that the world sees is <see cref="RunCallbackOptions.BaseUrl"/>.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path; below it each WorkItem has an address of its own.</param>
    /// <returns>For limits of the host's own. Callers need no login: the secret of the run is theirs.</returns>
    /// <exception cref="InvalidOperationException">Services are missing.</exception>
    public static IEndpointConventionBuilder MapApsisCallbacks(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = DefaultPattern)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var callbacks = endpoints.ServiceProvider.GetService<RunCallbacks>()
            ?? throw new InvalidOperationException("Callbacks need the library: call services.AddApsis() before the application is built.");
        var endpoint = endpoints.ServiceProvider.GetService<CallbackEndpoint>()
            ?? throw new InvalidOperationException("Callbacks need their receiver: call services.AddApsisCallbacks() before the application is built.");
        callbacks.Listen();
        RequestDelegate answer = endpoint.AnswerAsync;
        return endpoints.MapPost($"{pattern.TrimEnd('/')}/{{kind}}/{{ticket}}", answer).WithDisplayName("Apsis callbacks").AllowAnonymous();
    }
}
