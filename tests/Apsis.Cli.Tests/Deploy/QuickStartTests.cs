using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Deploy;

/// <summary>The sample program, as the README has it: an emulator, a deployed AppBundle, and the library in a process of its own.</summary>
[Collection("builds samples/DrawingReport")]
public sealed class QuickStartTests : CliTest
{
    [Fact]
    public async Task The_program_of_the_README_draws_the_drawing()
    {
        await StartEmulatorAsync();
        (await RunAsync("deploy", Repository.PathOf("samples/DrawingReport"))).ExitCode.ShouldBe(0);

        var result = await StartAsync(Repository.PathOf("samples/drawings/house-plan.dxf"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("Status: Success (success)");
        (await File.ReadAllTextAsync(Path.Combine(Folder, "results", "preview.svg"), Cancellation))
            .ShouldBe(await File.ReadAllTextAsync(Repository.PathOf("docs/images/house-plan.svg"), Cancellation));
    }

    [Fact]
    public async Task A_missing_drawing_is_bad_usage()
    {
        await StartEmulatorAsync();

        var result = await StartAsync("nothing.dxf");

        result.ExitCode.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain("nothing.dxf");
    }

    private async Task<CliResult> StartAsync(string drawing)
    {
        (Variables["APS_CLIENT_ID"], Variables["APS_CLIENT_SECRET"]) = ("apsis", "apsis");
        await using var program = CliProcess.StartProgram("QuickStart.dll", Variables, Folder, "apsis.DrawingReport+prod", drawing);
        return await program.EndAsync(Cancellation);
    }
}
