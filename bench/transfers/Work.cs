using System.Globalization;

namespace Apsis.Bench.Transfers;

/// <summary>What a contender is asked to do.</summary>
/// <param name="Aps">The emulator.</param>
/// <param name="Bare">The bare server.</param>
/// <param name="IsUpload">Up or down.</param>
/// <param name="Folder">Files to send (<c>in</c>), and where received ones go (<c>out</c>).</param>
/// <param name="Key">The object; of many files, a prefix.</param>
/// <param name="Bytes">Of the one large file, or of all small ones.</param>
/// <param name="Files">0 for the one large file, else how many small ones.</param>
/// <param name="Connections">As many as it may use.</param>
internal sealed record Work(Uri Aps, Uri Bare, bool IsUpload, string Folder, string Key, long Bytes, int Files, int Connections)
{
    public const string Bucket = "bench";

    public string LargeFile => Path.Combine(Folder, "in", Name);

    public string Received => Path.Combine(Folder, "out", Name);

    public string SmallFile(int index) => Path.Combine(Folder, "in", "small", $"{index:0000}.bin");

    public string ReceivedSmall(int index) => Path.Combine(Folder, "out", "small", $"{index:0000}.bin");

    public string SmallKey(int index) => $"{Key}/{index:0000}.bin";

    public static Work Parse(string[] words) => new(
        new Uri(words[0]), new Uri(words[1]), words[2] == "up", words[3], words[4],
        long.Parse(words[5], CultureInfo.InvariantCulture), int.Parse(words[6], CultureInfo.InvariantCulture), int.Parse(words[7], CultureInfo.InvariantCulture));

    public string[] ToWords() =>
    [
        Aps.AbsoluteUri, Bare.AbsoluteUri, IsUpload ? "up" : "down", Folder, Key,
        Bytes.ToString(CultureInfo.InvariantCulture), Files.ToString(CultureInfo.InvariantCulture), Connections.ToString(CultureInfo.InvariantCulture),
    ];

    private string Name => $"{Bytes}.bin";
}
