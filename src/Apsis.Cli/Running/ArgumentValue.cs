using System.Text.Json;
using System.Text.Json.Nodes;
using Apsis.Runs;

namespace Apsis.Cli.Running;

/// <summary>A <c>--value</c>: a text; <c>@file.json</c> for the JSON in a file; <c>@@text</c> for a text that begins with @.</summary>
internal static class ArgumentValue
{
    // A value travels in the WorkItem itself; what is larger is meant to be an input file.
    private const int MaxFileBytes = 1024 * 1024;

    public static async Task<RunInput> ReadAsync(ArgumentBinding binding, CancellationToken cancellationToken) => binding.Value switch
    {
        ['@', '@', ..] => new RunInput.Text(binding.Name, binding.Value[1..]),
        ['@', ..] => new RunInput.Json(binding.Name, await ReadJsonAsync(binding, binding.Value[1..], cancellationToken)),
        _ => new RunInput.Text(binding.Name, binding.Value),
    };

    private static async Task<JsonNode?> ReadJsonAsync(ArgumentBinding binding, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > MaxFileBytes)
                throw new UsageException($"--value {binding.Name}: '{path}' has {file.Length} bytes; a value has at most {MaxFileBytes}. Give it as a file: --input {binding.Name}={path}");

            return await JsonNode.ParseAsync(file, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellationToken: cancellationToken);
        }
        catch (JsonException error)
        {
            throw new UsageException($"--value {binding.Name}: '{path}' is not JSON, at line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--value {binding.Name}: '{path}' can not be read: {error.Message} For a text that begins with @, write {binding.Name}=@{binding.Value}", error);
        }
    }
}
