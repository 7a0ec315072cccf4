using Apsis.Runs;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Runs;

public sealed class RunIdTests
{
    [Fact]
    public void Ids_are_unique_readable_and_sort_by_time()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var ids = new List<RunId>();
        for (var index = 0; index < 1000; index++)
        {
            ids.Add(RunId.New(time));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        ids.Select(id => id.Value).ShouldBe(ids.Select(id => id.Value).Order(StringComparer.Ordinal).Distinct());
        ids.ShouldAllBe(id => RunId.Parse(id.Value) == id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("../../../../../etc/passwd0")]
    [InlineData("UPPERCASEUPPERCASEUPPERCAS")]
    public void Anything_else_is_no_id(string text) => Should.Throw<ArgumentException>(() => RunId.Parse(text));
}
