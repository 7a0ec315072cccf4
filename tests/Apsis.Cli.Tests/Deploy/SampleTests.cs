using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Deploy;

/// <summary>Every example of samples/deploy is published and run, on simulated engines where they are Autodesk's.</summary>
public sealed class SampleTests : CliTest
{
    [Theory]
    [InlineData("AutoCAD", "DrawingToPdf", "drawing=a.dwg", "pdf=result.pdf")]
    [InlineData("3dsMax", "SceneReport", "scene=a.max", "report=report.txt")]
    [InlineData("Revit", "CountWalls", "model=a.rvt", "walls=walls.json")]
    [InlineData("Revit", "CountWallsGerman", "model=a.rvt", "walls=walls.json")]
    [InlineData("Inventor", "ListParameters", "part=a.ipt", "list=parameters.txt")]
    [InlineData("Local.Shell", "CountWords", "text=a.txt", "count=count.txt")]
    public async Task A_sample_is_deployed_and_run(string folder, string activity, string input, string output)
    {
        await StartEmulatorAsync();
        // The plug-ins need assemblies of the products to be built.
        var deployed = await RunAsync("deploy", Repository.PathOf($"samples/deploy/{folder}"), "--no-build");
        deployed.ExitCode.ShouldBe(0, deployed.ToString());
        deployed.Output.ShouldContain($"apsis.{activity}+prod");
        var (name, file) = (input.Split('=')[0], input.Split('=')[1]);

        var ran = await RunAsync("run", $"apsis.{activity}+prod", "--input", $"{name}={Write(file, "one two three")}", "--output", output, "--output-dir", Results, "--json");

        ran.ExitCode.ShouldBe(0, ran.ToString());
        var result = await File.ReadAllTextAsync(Path.Combine(Results, output.Split('=')[1]), Cancellation);
        var report = await File.ReadAllTextAsync(ran.Json.GetProperty("reportPath").GetString()!, Cancellation);
        if (folder.StartsWith("Local.", StringComparison.Ordinal))
            result.Trim().ShouldBe("3");
        else
            report.ShouldContain("THIS IS A SIMULATION");
    }

    [Fact]
    public async Task The_sample_for_Fusion_takes_its_script_from_the_WorkItem()
    {
        await StartEmulatorAsync();
        var ran = await RunAsync("run", Repository.PathOf("samples/deploy/Fusion"), "--value", $"TaskScript={Repository.Read("samples/deploy/Fusion/task.ts")}",
            "--value", "PersonalAccessToken=a-token", "--value", "TaskParameters={}", "--output-dir", Results, "--json");

        ran.ExitCode.ShouldBe(0, ran.ToString());
        ran.Json.GetProperty("activityId").GetString().ShouldBe("apsis.RunTaskScript+prod");
    }

    [Fact]
    public void Every_folder_is_among_them() =>
        Directory.EnumerateDirectories(Repository.PathOf("samples/deploy")).Select(folder => Path.GetFileName(folder)!)
            .ShouldBe(["3dsMax", "AutoCAD", "Fusion", "Inventor", "Local.Shell", "Revit"], ignoreOrder: true);
}
