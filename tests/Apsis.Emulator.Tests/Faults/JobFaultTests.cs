using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Apsis.Emulator.Faults;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Faults;

/// <summary>What WorkItems transfer is not on the clients' line, and fails only when a rule is about it.</summary>
public sealed class JobFaultTests : AutomationTest
{
    private string _activity = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await BucketAsync("results");
        _activity = await ActivityAsync("Draw", new
        {
            id = "Draw",
            engine = "Autodesk.AutoCAD+24_3",
            commandLine = (string[])["\"$(engine.path)/accoreconsole.exe\" /i \"$(args[input].path)\""],
            parameters = new { input = new { verb = "get", localName = "in.txt" }, output = new { verb = "put", localName = "out.txt" } },
        });
    }

    protected override void Configure(ApsEmulatorOptions options) => options.Automation.SimulatedProcessingTime = TimeSpan.Zero;

    [Fact]
    public async Task A_WorkItem_uploads_while_its_clients_cannot()
    {
        var arguments = await ArgumentsAsync();
        Emulator.SetFaults(new FaultPlan
        {
            Link = new Link { BytesPerSecond = 1_000_000 },
            Rules = [new FaultRule { Kind = FaultKind.ServerError, Family = "oss" }, new FaultRule { Kind = FaultKind.SlowDown }],
        });

        (await EndAsync(await SubmitAsync(_activity, arguments)))["status"]!.GetValue<string>().ShouldBe("success");

        Emulator.Faults.ShouldBeEmpty();
        Emulator.SetFaults(null);
        Encoding.UTF8.GetString(await GetObjectAsync("results", "out.txt")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_rule_about_jobs_fails_the_upload_and_leaves_the_clients_alone()
    {
        var arguments = await ArgumentsAsync();
        Emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.ResetBefore, Family = "jobs" }] });

        (await EndAsync(await SubmitAsync(_activity, arguments)))["status"]!.GetValue<string>().ShouldBe("failedUpload");

        Emulator.Faults.ShouldNotBeEmpty();
        Emulator.Faults.ShouldAllBe(fault => fault.Path.StartsWith("/oss/v2/signedresources/", StringComparison.Ordinal));
    }

    private async Task<object> ArgumentsAsync()
    {
        using var answer = await Client.PostAsJsonAsync("/oss/v2/buckets/results/objects/out.txt/signed?access=readwrite", new { }, Cancellation);
        var signed = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        return new { input = new { url = DataUrl("hello") }, output = new { verb = "put", url = signed["signedUrl"]!.GetValue<string>() } };
    }
}
