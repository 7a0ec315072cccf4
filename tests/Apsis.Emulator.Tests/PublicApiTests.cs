using PublicApiGenerator;

namespace Apsis.Emulator.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public async Task The_public_surface_is_the_approved_one()
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        var surface = typeof(ApsEmulator).Assembly.GeneratePublicApi(options).ReplaceLineEndings("\n").Trim() + "\n";
        var file = Path.Combine(AppContext.BaseDirectory, "PublicApi.approved.txt");
        var approved = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        // What to approve, when the change is meant: copy this file over the one beside the test's source.
        if (surface != approved) await File.WriteAllTextAsync(Path.ChangeExtension(file, ".received.txt"), surface, TestContext.Current.CancellationToken);
        surface.ShouldBe(approved);
    }
}
