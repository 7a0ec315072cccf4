using PublicApiGenerator;

namespace Apsis.AspNetCore.Tests;

/// <summary>The public surface is reviewed as text: a change of it is a change of the approved file.</summary>
public sealed class PublicApiTests
{
    // Extension methods live in namespaces of Microsoft's.
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] };

    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var surface = typeof(ApsisCallbackOptions).Assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllText(received, surface);
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.approved.txt")).ReplaceLineEndings("\n");

        if (surface != approved)
            Assert.Fail($"The public surface has changed. If that is meant, copy {received} over tests/Apsis.AspNetCore.Tests/PublicApi.approved.txt.");
    }
}
