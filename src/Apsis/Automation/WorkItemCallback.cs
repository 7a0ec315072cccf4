using System.Text.Json;

namespace Apsis.Automation;

/// <summary>Reads what the service posts to <c>onComplete</c> and <c>onProgress</c> addresses.</summary>
/// <remarks>
/// Anybody who knows the address can post to it: take the body as a hint, and ask the service for the WorkItem before anything that matters
/// is done. The body of <c>onComplete</c> is the WorkItem as it ended; that of <c>onProgress</c> has its id and what the program said.
/// </remarks>
public static class WorkItemCallback
{
    /// <summary>Bytes of a body that are read at most: 256 KiB. The service's own are a few hundred.</summary>
    public const int MaxBytes = 256 * 1024;

    // The service's own have 32 characters.
    private const int MaxIdLength = 128;

    /// <summary>The WorkItem in the body of a callback.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FormatException">The body is no callback: too long, no JSON, or without an id. Answer 400.</exception>
    public static async Task<WorkItem> ReadAsync(Stream body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        var bytes = new byte[MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length > MaxBytes)
            throw new FormatException($"The body of a callback is longer than {MaxBytes} bytes.");

        return Parse(bytes.AsSpan(0, length));
    }

    /// <summary>The WorkItem in the body of a callback that was read already.</summary>
    /// <param name="body">The whole body, JSON in UTF-8.</param>
    /// <exception cref="FormatException">The body is no callback: no JSON, or without an id that could be one. Answer 400.</exception>
    public static WorkItem Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var item = JsonSerializer.Deserialize(body, AutomationJson.Default.WorkItem);
            if (item is not { Id.Length: > 0 and <= MaxIdLength } || item.Id.AsSpan().ContainsAnyExceptInRange('!', '~'))
                throw new FormatException("The body of a callback names no WorkItem.");

            // Texts in it are decoded when they are asked for, and may be none.
            _ = item.ProgressText;
            return item;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException("The body of a callback is not the JSON of a WorkItem.", error);
        }
    }
}
