using System.Text;
using Spectre.Console.Testing;

namespace Apsis.Cli.Tests.Storage;

public sealed class PipeTests : StorageTest
{
    [Fact]
    public async Task Standard_input_becomes_an_object_and_an_object_standard_output()
    {
        Input = new MemoryStream(Encoding.UTF8.GetBytes("from a pipe"));
        using var output = new MemoryStream();
        Binary = output;

        await SucceedAsync("objects", "cp", "-", "oss:///piped");
        var result = await SucceedAsync("objects", "cp", "oss:///piped", "-");

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("from a pipe");
        result.Output.ShouldBeEmpty();
        (await RunAsync("objects", "cp", "oss:///piped", "-", "--json")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_terminal_gets_columns()
    {
        await StoreAsync("a", "longer key");
        IsOutputTerminal = true;

        (await SucceedAsync("objects", "ls")).Output.ShouldBe(" 1  oss://drawings/a\n10  oss://drawings/longer key\n");
    }

    [Fact]
    public async Task A_person_sees_the_copies_drawn()
    {
        Screen = new TestConsole().Interactive().EmitAnsiSequences().Width(200);

        await SucceedAsync("objects", "cp", Write("a.txt", "hello"), "oss:///");

        Screen.Output.ShouldContain("1 of 1, 5 B of 5 B");
        Screen.Output.ShouldContain("oss://drawings/a.txt, 5 B");
    }
}
