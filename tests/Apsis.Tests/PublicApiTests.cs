using PublicApiGenerator;

namespace Apsis.Tests;

/// <summary>The public surface is reviewed as text: a change of it is a change of the approved file.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var surface = typeof(AutomationWorkflow).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n").TrimEnd() + "\n";
        var approved = Path.Combine(AppContext.BaseDirectory, "PublicApi.approved.txt");
        var received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");

        File.WriteAllText(received, surface);

        surface.ShouldBe(File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "", $"If the change is meant, copy {received} over tests/Apsis.Tests/PublicApi.approved.txt.");
    }
}
