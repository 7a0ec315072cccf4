using Apsis.Emulator.Tests.Shapes.Recorded;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Tests.Shapes;

/// <summary>That nothing is left out: of the contract, or of what the emulator serves.</summary>
public sealed class CompletenessTests : EmulatorTest
{
    [Fact]
    public void Every_status_that_the_contract_lists_for_an_endpoint_has_a_recorded_shape()
    {
        var recorded = RecordedShapes.All.Select(shape => (shape.Endpoint, shape.Status)).ToHashSet();
        ContractEndpoint.All.SelectMany(endpoint => endpoint.Statuses.Select(status => (endpoint.Name, status)))
            .Where(listed => !recorded.Contains(listed)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_route_that_the_emulator_serves_has_a_recorded_shape()
    {
        var recorded = RecordedShapes.All.Select(shape => RouteOf(shape.Endpoint)).ToHashSet(StringComparer.Ordinal);
        var routes = Routes();
        routes.Count.ShouldBeGreaterThan(70);
        // What goes over the WebSocket is no answer to a request; SocketSubmissionTests and SocketRefusalTests hold its messages.
        routes.Where(route => !IsPage(route) && route != "GET /websocket" && !recorded.Contains(route)).ShouldBeEmpty();
        recorded.Where(route => !routes.Contains(route)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_endpoint_of_the_contract_is_served()
    {
        var routes = Routes();
        ContractEndpoint.All.Where(endpoint => !routes.Contains(RouteOf(endpoint.Name))).ShouldBeEmpty();
    }

    [Fact]
    public void No_two_recorded_shapes_have_the_same_name() => RecordedShapes.All.Select(shape => shape.Name).ShouldBeUnique();

    private HashSet<string> Routes() => Emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => RouteOf($"{method} {route.RoutePattern.RawText}")))
        .ToHashSet(StringComparer.Ordinal);

    // The new key is cut off before routing, as the key is.
    private static string RouteOf(string endpoint) => endpoint.Replace("/copyto/{newObjectKey}", "/copyto", StringComparison.Ordinal).TrimEnd('/');

    private static bool IsPage(string route) => route is "GET " or "POST /authentication/v2/authorize" or "POST /authentication/v2/authorize/sign-in" or "GET /authentication/v2/signed-out"
        || route.Contains(" /_apsis/", StringComparison.Ordinal);
}
