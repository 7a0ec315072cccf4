using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Apsis.Emulator.Authentication;

/// <summary>Whether an endpoint takes the tokens of apps (two-legged) or of users (three-legged) only, and what it says to the others.</summary>
internal sealed record RequiredContext(bool IsUser, Func<ServiceRefusal> Refusal)
{
    public void Check(Caller caller)
    {
        if (caller.UserId is not null != IsUser) throw Refusal();
    }
}

internal static class RequiredContextConvention
{
    /// <summary>Lets only two-legged tokens through to the endpoint.</summary>
    public static TBuilder RequireApp<TBuilder>(this TBuilder endpoint, Func<ServiceRefusal> refusal)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredContext(IsUser: false, refusal));

    /// <summary>Lets only three-legged tokens through to the endpoint.</summary>
    public static TBuilder RequireUser<TBuilder>(this TBuilder endpoint, Func<ServiceRefusal> refusal)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredContext(IsUser: true, refusal));
}
