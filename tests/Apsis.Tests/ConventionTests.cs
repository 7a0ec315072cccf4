using System.Reflection;

namespace Apsis.Tests;

/// <summary>Rules of the house that a compiler does not check.</summary>
public sealed class ConventionTests
{
    [Fact]
    public void The_library_references_neither_the_emulator_nor_the_command_line()
    {
        var references = Assembly.Load("Apsis").GetReferencedAssemblies().Select(name => name.Name!);

        references.ShouldNotContain(name => name.StartsWith("Apsis", StringComparison.Ordinal));
    }
}
