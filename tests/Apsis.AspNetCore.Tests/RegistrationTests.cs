using System.Net;
using Apsis.AspNetCore.Tests.Support;
using Apsis.Runs.Callbacks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Apsis.AspNetCore.Tests;

/// <summary>How a receiver is put into a program.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task A_program_that_forgets_half_of_it_is_told_which()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddApsisCallbacks();
        await using (var app = builder.Build())
            Should.Throw<InvalidOperationException>(() => app.MapApsisCallbacks()).Message.ShouldContain("AddApsis()");

        builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddApsis(options => (options.ClientId, options.ClientSecret) = ("client-a", "secret-a"));
        await using (var app = builder.Build())
            Should.Throw<InvalidOperationException>(() => app.MapApsisCallbacks()).Message.ShouldContain("AddApsisCallbacks()");
    }

    [Fact]
    public async Task Options_out_of_bounds_keep_the_host_from_starting()
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(() => Receiver.StartAsync(receive: options =>
            (options.MaxBodyBytes, options.BodyTimeout, options.QueueCapacity, options.MaxParallelHandlers) = (0, TimeSpan.Zero, 0, 0)));

        error.Failures.Count().ShouldBe(4);
    }

    [Fact]
    public async Task The_service_needs_no_login_where_everybody_else_does()
    {
        await using var receiver = await Receiver.StartAsync(services =>
        {
            services.AddAuthentication();
            services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        });

        (await receiver.StatusAsync(receiver.Submitted("w1"), Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_program_that_maps_callbacks_relies_on_them()
    {
        await using var receiver = await Receiver.StartAsync();

        receiver.Services.GetRequiredService<RunCallbacks>().IsListening.ShouldBeTrue();
        receiver.Workflow.Callbacks.ShouldBeSameAs(receiver.Callbacks);
    }
}
