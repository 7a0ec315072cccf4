using System.Text;
using Apsis.Emulator.Execution;
using CsCheck;

namespace Apsis.Emulator.Tests.Execution;

public sealed class CommandLineTests
{
    private static readonly Gen<string> AnyArgument = Gen.Char["ab \t\"\\$()[]'|;&<>*ä"].Array[0, 8].Select(chars => new string(chars));

    [Theory]
    [InlineData("a b\tc", "a|b|c")]
    [InlineData("\"C:\\a b\\\" x", "C:\\a b\\|x")]
    [InlineData("p \"a b\" c\"d e\"f", "p|a b|cd ef")]
    [InlineData("p \"\" x", "p||x")]
    [InlineData("p a\\\\b \\\"q \"x\\\\\"", "p|a\\\\b|\"q|x\\")]
    [InlineData("p \"a\"\"b\"", "p|a\"b")]
    [InlineData("  ", "")]
    [InlineData("p \"open end", "p|open end")]
    public void A_line_is_split_as_windows_does(string line, string expected) =>
        string.Join('|', CommandLineTokenizer.Split(line)).ShouldBe(expected);

    [Fact]
    public void Whatever_is_quoted_by_the_windows_rules_comes_back() =>
        AnyArgument.Array[0, 5].Sample(arguments =>
            CommandLineTokenizer.Split(string.Join(' ', arguments.Select(Quote).Prepend("program"))).Skip(1).SequenceEqual(arguments));

    [Fact]
    public void What_a_variable_expands_to_is_not_expanded_again() =>
        AnyArgument.Sample(value => CommandTemplate.Expand("p $(args[x].value)$(workitem.id)", _ => value + "$(engine.path)") == $"p {value}$(engine.path){value}$(engine.path)");

    [Fact]
    public void A_line_without_variables_stays_as_it_is() =>
        Gen.String.Where(text => !text.Contains("$(", StringComparison.Ordinal)).Sample(line => CommandTemplate.Expand(line, _ => "no") == line);

    [Fact]
    public void References_know_whether_they_are_quoted()
    {
        var references = CommandTemplate.References("$(engine.path)/x \"a $(args[in].path)\" $(settings[s].value) \"$(appbundles[b].path)\" $(args[].path)");

        references.Select(reference => reference.Variable).ShouldBe(
            [CommandVariable.EnginePath, CommandVariable.ArgumentPath, CommandVariable.SettingValue, CommandVariable.AppBundlePath, null]);
        references.Select(reference => reference.IsQuoted).ShouldBe([false, true, false, true, false]);
        references[1].Name.ShouldBe("in");
    }

    [Fact]
    public void An_engine_folder_with_a_blank_stays_one_token() =>
        CommandLineTokenizer.Split(CommandTemplate.Expand("$(engine.path)/dotnet x", _ => "/opt/my net")).ShouldBe(["/opt/my net/dotnet", "x"]);

    private static string Quote(string argument)
    {
        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in argument)
        {
            if (c == '"') text.Append('\\', backslashes + 1);
            backslashes = c == '\\' ? backslashes + 1 : 0;
            text.Append(c);
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }
}
