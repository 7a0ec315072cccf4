using Apsis.Http;
using CsCheck;

namespace Apsis.Tests.DataManagement.Transfers;

public sealed class TransferPaceTests
{
    private const long Frequency = 1000;
    private const long Step = 250;

    [Fact]
    public void More_connections_are_taken_while_they_carry_more() => Settle(most: 32, connections => connections * 12.5e6).Limit.ShouldBe(32);

    [Theory]
    [InlineData(10)]
    [InlineData(16)]
    public void A_line_that_is_full_before_is_not_given_all(int full) =>
        Settle(most: 64, connections => Math.Min(connections, full) * 12.5e6).Limit.ShouldBeInRange(full, 2 * full + 2);

    [Fact]
    public void Trouble_halves_them_and_what_breaks_together_counts_once()
    {
        var pace = Settle(most: 32, connections => connections);
        pace.Trouble(1_000_000, Frequency);
        pace.Trouble(1_000_001, Frequency);
        pace.Limit.ShouldBe(16);
        pace.Trouble(1_000_000 + Step, Frequency);
        pace.Limit.ShouldBe(8);
    }

    [Fact]
    public void After_trouble_it_grows_again()
    {
        var pace = new TransferPace(32);
        var line = new Line(pace);
        line.Run(40, connections => connections * 1e6);
        pace.Trouble(line.Now, Frequency);
        pace.Limit.ShouldBe(16);
        line.Run(40, connections => connections * 1e6);
        pace.Limit.ShouldBe(32);
    }

    [Fact]
    public void A_line_with_nothing_to_do_says_nothing()
    {
        var pace = new TransferPace(32);
        var line = new Line(pace) { IsBusy = false };
        line.Run(100, _ => 0);
        pace.Limit.ShouldBe(8);
    }

    [Fact]
    public void Whatever_happens_there_is_one_connection_and_never_more_than_allowed() =>
        Gen.Select(Gen.Int[1, 256], Gen.Int[0, 3].Array[0, 300], Gen.Double[0, 1e9].Array[1, 20]).Sample((most, what, rates) =>
        {
            var pace = new TransferPace(most);
            var line = new Line(pace);
            for (var i = 0; i < what.Length; i++)
            {
                if (what[i] == 0)
                    pace.Trouble(line.Now, Frequency);
                else
                    line.Run(what[i], _ => rates[i % rates.Length]);
                pace.Limit.ShouldBeInRange(1, most);
            }
        });

    private static TransferPace Settle(int most, Func<int, double> rate)
    {
        var pace = new TransferPace(most);
        new Line(pace).Run(200, rate);
        return pace;
    }

    private sealed class Line(TransferPace pace)
    {
        private double _bytes;

        public long Now { get; private set; } = 1;

        public bool IsBusy { get; init; } = true;

        public void Run(int looks, Func<int, double> rate)
        {
            for (var look = 0; look < looks; look++)
            {
                Now += Step;
                _bytes += rate(pace.Limit) * Step / Frequency;
                pace.Look(Now, Frequency, (long)_bytes, IsBusy);
            }
        }
    }
}
