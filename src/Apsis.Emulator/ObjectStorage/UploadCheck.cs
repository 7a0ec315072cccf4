using System.Text.Json;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Whether the parts that arrived are those that the caller of a completion believes to have sent. Pure.</summary>
internal static class UploadCheck
{
    private const string Ok = "Ok";

    /// <summary>Null when all is well, else what is wrong with which part.</summary>
    public static CompletionFailure? Check(string uploadKey, IReadOnlyList<UploadPart> parts, long? expectedSize, IReadOnlyList<string>? eTags)
    {
        var arrived = parts.ToDictionary(part => part.Part);
        var last = Math.Max(Math.Max(eTags?.Count ?? 0, parts.Count > 0 ? parts[^1].Part : 0), 1);
        var report = Enumerable.Range(1, last)
            .Select(number => Report(number, arrived.GetValueOrDefault(number), isLast: number == last, eTags))
            .ToList();
        var size = parts.Sum(part => part.Size);
        if (report.TrueForAll(part => part.Status == Ok) && (expectedSize ?? size) == size) return null;
        return new CompletionFailure(uploadKey, "error", "MissingOrInvalidParts", Size(expectedSize, size), report);
    }

    private static CompletionPart Report(int number, UploadPart? part, bool isLast, IReadOnlyList<string>? eTags)
    {
        var expected = eTags is null || number > eTags.Count ? null : eTags[number - 1]?.Trim('"');
        if (part is null) return new CompletionPart(number, Size: null, expected, "Pending");

        var unexpected = eTags is not null && !part.Md5.Equals(expected, StringComparison.OrdinalIgnoreCase);
        var tooSmall = !isLast && part.Size < Upload.MinimumPartSize;
        var status = (unexpected, tooSmall) switch
        {
            (true, true) => "Unexpected+TooSmall",
            (true, false) => "Unexpected",
            (false, true) => "TooSmall",
            (false, false) => Ok,
        };
        return new CompletionPart(number, part.Size, part.Md5, status);
    }

    // A number alone when nothing was expected.
    private static JsonElement Size(long? expected, long detected) => JsonElement.Parse(
        expected is null ? $"{detected}" : $$"""{"expected":{{expected}},"detected":{{detected}}}""");
}
