using Apsis.Cli.Output;

namespace Apsis.Cli.Tests.Output;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain [red]text[/]", "plain [red]text[/]")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b]0;title\u0007shown", "shown")]
    [InlineData("\u009b2Jgone", "gone")]
    [InlineData("one\r\ntwo\tthree", "one two three")]
    [InlineData("fdp\u202egpj.exe", "fdpgpj.exe")]
    [InlineData("bell\u0007 null\u0000", "bell null")]
    [InlineData("größer 図面", "größer 図面")]
    public void A_line_can_not_steer_the_terminal(string text, string safe) => SafeText.Line(text).ShouldBe(safe);

    [Fact]
    public void Lines_stay_lines() => SafeText.Lines("a\r\nb\u001b[2J\nc").ShouldBe("a\nb\nc");
}
