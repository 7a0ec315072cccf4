using System.Diagnostics;
using System.Net;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.Http;

public sealed class RetryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, HttpStatusCode?, HttpRequestError?, bool> Table { get; } = new()
    {
        { nameof(CallKind.Idempotent), HttpStatusCode.TooManyRequests, null, true },
        { nameof(CallKind.Once), HttpStatusCode.TooManyRequests, null, true },
        { nameof(CallKind.Idempotent), null, HttpRequestError.ConnectionError, true },
        { nameof(CallKind.Once), null, HttpRequestError.ConnectionError, true },
        { nameof(CallKind.Idempotent), HttpStatusCode.ServiceUnavailable, null, true },
        { nameof(CallKind.Once), HttpStatusCode.ServiceUnavailable, null, false },
        { nameof(CallKind.Idempotent), HttpStatusCode.GatewayTimeout, null, true },
        { nameof(CallKind.Once), HttpStatusCode.GatewayTimeout, null, false },
        { nameof(CallKind.Idempotent), null, HttpRequestError.ResponseEnded, true },
        { nameof(CallKind.Once), null, HttpRequestError.ResponseEnded, false },
        { nameof(CallKind.Idempotent), HttpStatusCode.BadRequest, null, false },
        { nameof(CallKind.Idempotent), HttpStatusCode.Forbidden, null, false },
        { nameof(CallKind.Idempotent), HttpStatusCode.NotFound, null, false },
        { nameof(CallKind.Idempotent), HttpStatusCode.Conflict, null, false },
        { nameof(CallKind.Idempotent), HttpStatusCode.OK, null, false },
        { nameof(CallKind.Once), HttpStatusCode.OK, null, false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_call_is_made_again_by_the_table(string kind, HttpStatusCode? status, HttpRequestError? error, bool again) =>
        RetryRules.IsPassing(Enum.Parse<CallKind>(kind), status, error is null ? null : new HttpRequestException(error.Value)).ShouldBe(again);

    [Fact]
    public async Task A_submission_whose_answer_is_lost_is_not_made_again()
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var error = await Should.ThrowAsync<AutomationException>(() => service.Automation().WorkItems.CreateAsync(new() { ActivityId = "me.Do+prod" }, Stop));

        error.Status.ShouldBeNull();
        service.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_read_whose_answer_is_lost_is_made_again()
    {
        var calls = 0;
        await using var service = await ScriptedService.StartAsync(context =>
        {
            if (++calls < 3)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return ScriptedService.JsonAsync(context, """{"id":"w","status":"success"}""");
        });

        (await service.Automation().WorkItems.GetAsync("w", Stop)).ServiceStatus.ShouldBe("success");
        service.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_429_holds_everyone_back_for_as_long_as_the_service_says()
    {
        var calls = 0;
        await using var service = await ScriptedService.StartAsync(context =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                context.Response.Headers.RetryAfter = "1";
                return ScriptedService.JsonAsync(context, """{"developerMessage":"Quota limit exceeded."}""", 429);
            }

            return ScriptedService.JsonAsync(context, """{"id":"w","status":"success"}""");
        });
        var automation = service.Automation();
        var clock = Stopwatch.StartNew();

        var first = automation.WorkItems.GetAsync("w", Stop);
        while (Volatile.Read(ref calls) == 0)
            await Task.Yield();
        await Task.Delay(100, Stop);
        await Task.WhenAll(first, automation.WorkItems.GetAsync("w", Stop), automation.WorkItems.GetAsync("w", Stop));

        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.95));
        calls.ShouldBe(4);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once()
    {
        await using var service = await ScriptedService.StartAsync(context => context.Request.Headers.Authorization == "Bearer token-2"
            ? ScriptedService.JsonAsync(context, "\"me\"")
            : ScriptedService.JsonAsync(context, """{"developerMessage":"Access token provided is invalid or expired."}""", 401));

        (await service.Automation().App.GetNicknameAsync(Stop)).ShouldBe("me");
        service.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_refused_for_good_ends_the_call()
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(context, "{}", 401));

        var error = await Should.ThrowAsync<AutomationException>(() => service.Automation().App.GetNicknameAsync(Stop));

        error.Status.ShouldBe(HttpStatusCode.Unauthorized);
        service.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_named_with_what_to_check()
    {
        var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        var automation = service.Automation(new ApsPipelineOptions { MaxRetries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) });
        await service.DisposeAsync();

        var error = await Should.ThrowAsync<ApsHttpException>(() => automation.App.GetNicknameAsync(Stop));

        error.Message.ShouldContain("APS_BASE_URL");
    }

    [Fact]
    public async Task A_service_that_never_answers_is_given_up_in_time()
    {
        await using var service = await ScriptedService.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        var automation = service.Automation(new ApsPipelineOptions { MaxRetries = 0, AttemptTimeout = TimeSpan.FromMilliseconds(100) });

        var error = await Should.ThrowAsync<AutomationException>(() => automation.App.GetNicknameAsync(Stop));

        error.Message.ShouldContain("no answer within 0.1 s");
    }

    [Fact]
    public async Task Cancellation_is_honoured_while_a_retry_waits()
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(context, "{}", 503));
        var automation = service.Automation(new ApsPipelineOptions { RetryDelay = TimeSpan.FromMinutes(1) });
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var clock = Stopwatch.StartNew();

        await Should.ThrowAsync<OperationCanceledException>(() => automation.App.GetNicknameAsync(stop.Token));

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }
}
