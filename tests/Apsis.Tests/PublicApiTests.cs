using PublicApiGenerator;

namespace Apsis.Tests;

/// <summary>The public surface is reviewed as text: a change of it is a change of the approved file.</summary>
public sealed class PublicApiTests
{
    // How a method is compiled is not part of the surface, and is numbered anew with every change.
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        // Extension methods for dependency injection live in a namespace of Microsoft's.
        DenyNamespacePrefixes = [],
        ExcludeAttributes = ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute", "System.Runtime.CompilerServices.EnumeratorCancellationAttribute"],
    };

    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var surface = typeof(AutomationWorkflow).Assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllText(received, surface);
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.approved.txt")).ReplaceLineEndings("\n");
        if (surface == approved)
            return;

        var added = surface.Split('\n').Except(approved.Split('\n')).Select(line => $"+ {line.Trim()}");
        var removed = approved.Split('\n').Except(surface.Split('\n')).Select(line => $"- {line.Trim()}");
        Assert.Fail($"The public surface has changed. If that is meant, copy {received} over tests/Apsis.Tests/PublicApi.approved.txt.\n{string.Join('\n', removed.Concat(added))}");
    }
}
