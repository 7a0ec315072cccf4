using CsCheck;
using DrawingReport.Dxf;

namespace DrawingReport.Tests;

public sealed class PairReaderTests
{
    [Fact]
    public void Pairs_written_with_any_line_end_and_blanks_are_read_back() =>
        Gen.Select(Gen.Int[10, 59], Gen.Int[-1000, 1000], Gen.Bool).Array[0, 300].Sample(pairs =>
        {
            var text = string.Concat(pairs.Select(p => $"{(p.Item3 ? "  " : "")}{p.Item1}{(p.Item3 ? "\r\n" : "\n")}{p.Item2}{(p.Item3 ? "\r\n" : "\n")}"));
            var reader = new PairReader(new StringReader(text + "\n\n"));
            var read = new List<(int, int)>();
            while (reader.TryRead(out var pair))
                read.Add((pair.Code, pair.Integer));
            return read.SequenceEqual(pairs.Select(p => (p.Item1, p.Item2)));
        });

    [Fact]
    public void Any_text_is_read_or_refused_but_never_crashes() =>
        Gen.String.Sample(text =>
        {
            try
            {
                Drawings.Survey("0\nSECTION\n2\nENTITIES\n" + text);
                return false;
            }
            catch (UnreadableDrawingException e)
            {
                return e.Message.Contains("line ", StringComparison.Ordinal);
            }
        });

    [Fact]
    public void A_line_without_end_is_refused_before_it_fills_the_memory() =>
        Should.Throw<UnreadableDrawingException>(() => Drawings.Survey("0\n" + new string('x', 200_000))).Message.ShouldContain("line 2");

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void A_file_that_cannot_be_read_to_its_end_is_unreadable(int readable)
    {
        using var failing = new FailingStream("0\nSECTION\n2\nENTITIES\n" + string.Concat(Enumerable.Repeat("0\nPOINT\n10\n1\n", 20_000)), readable);
        Should.Throw<UnreadableDrawingException>(() => Drawings.Survey(failing)).Message.ShouldContain("bad sector");
    }

    private sealed class FailingStream(string text, int readable) : MemoryStream(System.Text.Encoding.ASCII.GetBytes(text))
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            Position < readable ? base.Read(buffer, offset, count) : throw new IOException("bad sector");
    }
}
