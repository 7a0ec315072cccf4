namespace Apsis.Cli.Storage;

/// <summary>What <c>apsis objects cp</c> was asked for.</summary>
internal sealed record CopyRequest
{
    public const string Standard = "-";

    public required IReadOnlyList<string> Sources { get; init; }

    public required string Destination { get; init; }

    public bool Recursive { get; init; }

    public bool IsLiteral { get; init; }

    public bool NoClobber { get; init; }

    /// <summary>Whether files and objects that are the same, by size and SHA-1, are left alone.</summary>
    public bool SkipSame { get; init; }

    public bool DryRun { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Splits the words of the command line: the last is the destination.</summary>
    /// <exception cref="UsageException">They are too few, or make no sense together.</exception>
    public static CopyRequest Of(IReadOnlyList<string> words)
    {
        if (words.Count < 2)
            throw new UsageException("Give a source and a destination: apsis objects cp plan.dwg oss://bucket/plan.dwg");

        var request = new CopyRequest { Sources = [.. words.Take(words.Count - 1)], Destination = words[^1] };
        var isUp = OssAddress.IsOne(request.Destination);
        if (!isUp && request.Sources.FirstOrDefault(source => !OssAddress.IsOne(source)) is { } local)
            throw new UsageException($"'{local}' and '{request.Destination}' are both on this machine: one side must be an address such as oss://bucket/key.");
        if (request.Sources.Contains(Standard) && (request.Sources.Count > 1 || isUp && OssAddress.Parse(request.Destination).Key is "" or [.., '/']))
            throw new UsageException("Standard input becomes one object: give its whole key, as in apsis objects cp - oss://bucket/key");
        if (request.Destination == Standard && request.Sources.Count > 1)
            throw new UsageException("One object goes to standard output, not several.");
        return request;
    }
}
