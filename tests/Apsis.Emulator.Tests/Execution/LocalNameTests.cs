using Apsis.Emulator.Execution;
using CsCheck;

namespace Apsis.Emulator.Tests.Execution;

public sealed class LocalNameTests
{
    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("./a//b\\c.txt", "a/b/c.txt")]
    [InlineData("folder/", "folder")]
    public void A_name_is_normalized(string name, string expected)
    {
        LocalName.TryNormalize(name, out var normalized, out _).ShouldBeTrue();
        normalized.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\host\\share")]
    [InlineData("C:\\x")]
    [InlineData("a:b")]
    [InlineData("nul.txt")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\"b")]
    [InlineData("trailing. ")]
    public void A_hostile_name_is_refused(string name) => LocalName.TryNormalize(name, out _, out _).ShouldBeFalse();

    [Fact]
    public void No_accepted_name_leaves_the_folder()
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "job"));
        Gen.Char["ab./\\:~ \0\"%"].Array[0, 20].Select(chars => new string(chars)).Sample(name =>
            !LocalName.TryNormalize(name, out var normalized, out _)
            || Path.GetFullPath(Path.Combine(folder, normalized)).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://h/a/b.dwg?x=/y.z", "b.dwg")]
    [InlineData("http://h/a/noextension", null)]
    [InlineData("http://h/a%2F..%2Fb.txt", "b.txt")]
    [InlineData("http://h/", null)]
    public void A_url_names_a_file_only_with_an_extension(string url, string? expected) => LocalName.FromUrl(url).ShouldBe(expected);

    [Theory]
    [InlineData("\"../../x.txt\"", "x.txt")]
    [InlineData("..", null)]
    [InlineData(null, null)]
    public void A_content_disposition_gives_no_folder(string? header, string? expected) =>
        LocalName.FromContentDisposition(header).ShouldBe(expected);
}
