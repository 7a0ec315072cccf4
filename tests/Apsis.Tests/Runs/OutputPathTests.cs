using Apsis.Runs;
using CsCheck;

namespace Apsis.Tests.Runs;

public sealed class OutputPathTests
{
    [Theory]
    [InlineData("a.rvt")]
    [InlineData("results/a.rvt")]
    [InlineData("한글/ä ö.dwg")]
    public void A_relative_key_is_a_path_below_the_folder(string key) =>
        OutputPath.Of("/out", key).ShouldBe(Path.GetFullPath(Path.Combine("/out", key)));

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("\\server\\share")]
    [InlineData("C:\\a")]
    [InlineData("a\\..\\b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".")]
    [InlineData("a\0b")]
    [InlineData("a:stream")]
    public void A_key_that_would_leave_the_folder_or_means_something_else_is_refused(string key) => OutputPath.Of("/out", key).ShouldBeNull();

    [Fact]
    public void No_key_leads_out_of_the_folder() =>
        Gen.OneOf(Gen.String, Gen.OneOf("..", ".", "/", "\\", "a", "b.c", "~", "C:").Array[1, 8].Select(string.Concat)).Sample(key =>
        {
            var path = OutputPath.Of("/out/folder", key);
            (path is null || path.StartsWith("/out/folder/", StringComparison.Ordinal)).ShouldBeTrue($"{key} → {path}");
        });
}
