using System.Globalization;

namespace Apsis.Bench.Transfers;

/// <summary>One line of the bench.</summary>
/// <param name="Shaped">Which link.</param>
/// <param name="IsUpload">Up or down.</param>
/// <param name="Contender">Who.</param>
/// <param name="Bytes">Of the one file, or of all small ones.</param>
/// <param name="Files">0 for one large file.</param>
/// <param name="Rounds">How often; the median counts.</param>
internal sealed record Case(bool Shaped, bool IsUpload, string Contender, long Bytes, int Files, int Rounds)
{
    public string Link => Shaped ? "shaped" : "bare";

    public string Direction => IsUpload ? "up" : "down";

    public string What => Files > 0 ? $"{Files:N0} × {Bytes / Files / 1000} KB" : Bytes >= 1 << 30 ? $"{Bytes >> 30} GiB" : $"{Bytes >> 20} MiB";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Link} {Direction} {What} {Contender}");
}
