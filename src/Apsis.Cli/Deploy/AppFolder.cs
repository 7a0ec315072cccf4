using System.Text.Json;

namespace Apsis.Cli.Deploy;

/// <summary>A folder with <c>apsis.json</c> in it, read and checked.</summary>
internal sealed record AppFolder
{
    private const int MaxManifestBytes = 1024 * 1024;

    /// <summary>The full path.</summary>
    public required string Path { get; init; }

    public required AppManifest Manifest { get; init; }

    /// <summary>Reads the manifest.</summary>
    /// <exception cref="UsageException">There is none, or something in it is wrong: what, and where.</exception>
    public static async Task<AppFolder> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var file = System.IO.Path.Combine(folder, AppManifest.FileName);
        var manifest = await ParseAsync(file, cancellationToken);
        var problems = ManifestRules.Check(manifest).ToList();
        return problems.Count == 0
            ? new AppFolder { Path = System.IO.Path.GetFullPath(folder), Manifest = manifest }
            : throw new UsageException($"{file}: {string.Join($"{Environment.NewLine}{file}: ", problems)}");
    }

    private static async Task<AppManifest> ParseAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MaxManifestBytes)
                throw new UsageException($"{file}: it has {stream.Length} bytes; a manifest has at most {MaxManifestBytes}.");

            return await JsonSerializer.DeserializeAsync(stream, ManifestJson.Default.AppManifest, cancellationToken)
                ?? throw new UsageException($"{file}: an object is expected, not null.");
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $", at line {line + 1}, column {error.BytePositionInLine + 1}" : "";
            throw new UsageException($"{file}: {Reason(error)}{place}{(error.Path is { Length: > 1 } path ? $" ({path[2..]})" : "")}.", error);
        }
        catch (FileNotFoundException error)
        {
            throw new UsageException($"The folder '{folder(file)}' has no {AppManifest.FileName}, which says what to publish. Its form is in docs/deploy.md.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} can not be read: {error.Message}", error);
        }

        static string folder(string file) => System.IO.Path.GetDirectoryName(file) ?? file;
    }

    // The parser's sentence is for people up to where it gives the place in its own way, and names types of ours.
    private static string Reason(JsonException error)
    {
        var text = error.Message;
        var end = text.IndexOf(" Path: ", StringComparison.Ordinal);
        if (end < 0)
            end = text.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        text = (end < 0 ? text : text[..end]).TrimEnd('.');
        var type = text.IndexOf("Apsis.Cli.Deploy.", StringComparison.Ordinal);
        return type < 0 ? text : text.Replace("Apsis.Cli.Deploy.", "", StringComparison.Ordinal);
    }
}
