using Apsis.Auth;
using Apsis.Automation;
using Apsis.Emulator;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.Automation;

/// <summary>The forms of WorkItems, run by the emulator.</summary>
public sealed class WorkItemFormTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_references_literals_and_special_arguments_reach_the_program()
    {
        await using var aps = await EmulatedAps.StartAsync();
        await using var listener = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(context, "{}"));
        var activity = await aps.PublishScriptAsync("Read", "cat \"$1\" notes/second.txt; printf '|%s|%s|' \"$2\" \"$3\"",
            "\"$(args[in].path)\" \"$(args[word].value)\" \"$(args[number].value)\"",
            ("in", new ActivityParameter { LocalName = "input.txt" }),
            ("word", new ActivityParameter { Verb = Verb.Read }),
            ("number", new ActivityParameter { Verb = Verb.Read }));
        var automation = aps.Automation();

        var item = await automation.WorkItems.CreateAsync(new WorkItemSpec
        {
            ActivityId = activity,
            Arguments = new Dictionary<string, WorkItemArgument>
            {
                ["in"] = WorkItemArgument.Data("100 % of it; ") with { References = [WorkItemArgument.Data("and more", localName: "notes/second.txt")] },
                ["word"] = new WorkItemArgument.Text("word"),
                ["number"] = new WorkItemArgument.Json(7),
                [ReservedArguments.AdskDebug] = WorkItemArgument.Debug(),
                [ReservedArguments.AdskMask] = WorkItemArgument.Mask(false),
                [ReservedArguments.Adsk3LeggedToken] = WorkItemArgument.UserToken("a-user-s-token"),
                [ReservedArguments.OnComplete] = WorkItemArgument.Callback(new Uri(listener.BaseUrl, "/done"), new Dictionary<string, string> { ["Authorization"] = "it-is-me" }),
            },
        }, Stop);
        var result = await aps.Workflow().WaitForCompletionAsync(item.Id, cancellationToken: Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        (await automation.WorkItems.GetAsync(item.Id, Stop)).DebugInfoUrl.ShouldNotBeNull();
        using var report = await aps.Pipeline().Signed.GetAsync(result.ReportUrl!.Uri, Stop);
        (await report.Content.ReadAsStringAsync(Stop)).ShouldContain("100 % of it; and more|word|7|");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (listener.Requests.IsEmpty)
            await Task.Delay(20, patience.Token);
        listener.Requests.ShouldContain("POST /done it-is-me");
    }

    [Fact]
    public async Task A_combination_hands_the_results_of_its_parts_to_its_combinator()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var part = await aps.PublishScriptAsync("Part", "cat \"$1\" > \"$2\"", "\"$(args[in].path)\" \"$(args[out].path)\"",
            ("in", new ActivityParameter { LocalName = "in.txt" }), ("out", new ActivityParameter { Verb = Verb.Put, LocalName = "out.txt" }));
        var merge = await aps.PublishScriptAsync("Merge", "cat page*.txt; echo .", "", (ActivityParameter.Varargs, new ActivityParameter { DeclaredVerb = null }));
        var automation = aps.Automation();
        WorkItemSpec Page(int number) => new()
        {
            ActivityId = part,
            Arguments = new Dictionary<string, WorkItemArgument>
            {
                ["in"] = WorkItemArgument.Data($"page {number} "),
                ["out"] = new WorkItemArgument.Transfer { Url = $"das://intermediate/page{number}.txt", Verb = Verb.Put },
            },
        };

        var combined = await automation.WorkItems.CombineAsync([Page(1), Page(2)], new WorkItemSpec { ActivityId = merge }, Stop);

        combined.Parts.Count.ShouldBe(2);
        combined.Combinator.Status.ShouldBe(WorkItemStatus.Pending);
        var result = await aps.Workflow().WaitForCompletionAsync(combined.Combinator.Id, cancellationToken: Stop);
        using var report = await aps.Pipeline().Signed.GetAsync(result.ReportUrl!.Uri, Stop);
        var text = await report.Content.ReadAsStringAsync(Stop);
        result.Status.ShouldBe(WorkItemStatus.Success, text);
        text.ShouldContain("page 1 page 2 .");
    }

    [Fact]
    public async Task A_user_submits_what_the_app_has_signed_and_nothing_else()
    {
        var options = new ApsEmulatorOptions();
        options.Authentication.ConsentAs = "ada@example.com";
        await using var aps = await EmulatedAps.StartAsync(options);
        using var signer = WorkItemSigner.Generate();
        await aps.Automation().App.SetPublicKeyAsync(signer.PublicKey, Stop);
        using var auth = new AuthClient(new AuthClientOptions { ClientId = "client-a", ClientSecret = "secret-a", BaseUrl = aps.Emulator.BaseAddress });
        await LoginAsync(aps, auth);
        using var pipeline = new ApsPipeline(auth, tokens: auth.ThreeLegged);
        var items = new AutomationClient(pipeline).WorkItems;
        var spec = new WorkItemSpec { ActivityId = "Autodesk.Nop+Latest" };

        (await Should.ThrowAsync<AutomationException>(() => items.CreateAsync(spec, Stop))).Message.ShouldContain("Signatures.ActivityId");
        (await items.CreateAsync(signer.Sign(spec), Stop)).Id.ShouldNotBeEmpty();
        (await items.CreateAsync(signer.Sign(spec, "https://example.com/models/"), Stop)).Id.ShouldNotBeEmpty();
        using var other = WorkItemSigner.Generate();
        await Should.ThrowAsync<AutomationException>(() => items.CreateAsync(other.Sign(spec), Stop));
        await Should.ThrowAsync<AutomationException>(() => items.CreateAsync(spec with { Signatures = signer.Sign(new WorkItemSpec { ActivityId = "me.Other+prod" }).Signatures }, Stop));
    }

    // The user's browser is sent back at once, for the emulator consents.
    private static async Task LoginAsync(EmulatedAps aps, AuthClient auth)
    {
        var request = new AuthorizationRequest { RedirectUri = new Uri("http://127.0.0.1:8765/callback"), Scopes = [Scopes.CodeAll] };
        using var answer = await aps.Pipeline().Signed.GetAsync(auth.ThreeLegged.GetAuthorizationUrl(request), Stop);
        await auth.ThreeLegged.ExchangeRedirectAsync(answer.Headers.Location!, request, Stop);
    }
}
