using Apsis.Automation;
using Apsis.Http;
using Apsis.Runs;
using Apsis.Runs.Callbacks;

namespace Apsis.Tests;

/// <summary>What is printed by accident, in a log or a debugger, holds no secret.</summary>
public sealed class SecretTextTests
{
    private static readonly Uri Planted = new("https://myapp.com/hooks/planted-secret?signature=planted-secret");

    public static TheoryData<object> Things { get; } =
    [
        new RunWorkItemOptions { OnCompleteUrl = Planted, OnProgressUrl = Planted, Values = { ["v"] = "planted-secret" }, Inputs = { new RunInput.Link("l", Planted) } },
        new BatchRun("a.B+c", new RunWorkItemOptions { OnCompleteUrl = Planted }),
        new StartWorkItemOptions { OnCompleteUrl = Planted, OnProgressUrl = Planted },
        new RunSpec { ActivityId = "a.B+c", OnCompleteUrl = Planted, Inputs = [new RunInput.Text("t", "planted-secret")] },
        new RunEvent.Started(new RunSpec { ActivityId = "a.B+c", OnCompleteUrl = Planted, Outputs = [new RunOutput.Link("o", Planted)] }),
        new RunState { Id = RunId.New(TimeProvider.System), Spec = new RunSpec { ActivityId = "a.B+c", OnProgressUrl = Planted } },
        new RunOutput.Link("o", Planted),
        new ApsisOptions { ClientSecret = "planted-secret", CallbackUrl = Planted, Callbacks = { Key = "planted-secret" } },
        new RunCallbackOptions { Key = "planted-secret" },
        new WorkItemResult { WorkItemId = "w", Status = WorkItemStatus.Success, ReportUrl = new SignedUrl("https://s3/x?signature=planted-secret") },
        WorkItemArgument.Get(Planted),
    ];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Things))]
    public void Nothing_prints_what_it_keeps_secret(object thing) => thing.ToString()!.ShouldNotContain("planted-secret");

    [Fact]
    public void A_copy_of_options_has_files_of_its_own()
    {
        var template = new RunWorkItemOptions { InputFiles = { ["in"] = "a.dwg" }, BucketKey = "bucket", BucketRegion = "EMEA", Wait = false, LimitProcessingTimeSec = 5 };

        var copy = template with { OutputDirectory = "elsewhere" };
        copy.InputFiles["in"] = "b.dwg";
        copy.Inputs.Add(new RunInput.Text("t", "x"));

        (template.InputFiles["in"], template.Inputs.Count).ShouldBe(("a.dwg", 0));
        foreach (var property in typeof(RunWorkItemOptions).GetProperties().Where(property => property.Name is not ("OutputDirectory" or "InputFiles" or "Inputs")))
            property.GetValue(template with { }).ShouldBe(property.GetValue(template), property.Name);
    }
}
