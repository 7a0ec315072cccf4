using Apsis.Cli.Output;

namespace Apsis.Cli.Tests.Output;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(999_950, "1.0 MB")]
    [InlineData(2_147_483_648, "2.1 GB")]
    public void Sizes_are_decimal(long bytes, string text) => Figures.Size(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(65, "1 min 05 s")]
    [InlineData(3723, "1 h 02 min")]
    public void Times_are_short(double seconds, string text) => Figures.Time(seconds).ShouldBe(text);
}
