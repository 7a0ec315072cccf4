using System.Text.Json;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>The file of a <see cref="FileTokenStore"/>: read as a whole, replaced as a whole, readable by its owner only.</summary>
internal sealed class TokenFile(string path)
{
    // Thousands of users fit; what is larger was not written by this program.
    private const long MaxBytes = 16 * 1024 * 1024;

    private const int ReplaceAttempts = 20;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Options for a new file that belongs to nobody else from its first moment.</summary>
    public static FileStreamOptions Private(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    /// <summary>Makes the folder when there is none. The access of one that exists is its owner's affair.</summary>
    public void PrepareFolder()
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ApsException($"Tokens can not be stored in {path}: the folder can not be made ({error.Message}).", error);
        }
    }

    /// <summary>What the file holds; nothing when there is none, or when it can not be understood.</summary>
    public async Task<Dictionary<string, StoredToken>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                CloseToOthers(stream);
                var tokens = stream.Length <= MaxBytes
                    ? await JsonSerializer.DeserializeAsync(stream, TokenFileJson.Default.DictionaryStringStoredToken, cancellationToken).ConfigureAwait(false)
                    : null;
                return tokens is null ? [] : new(tokens.Where(entry => entry.Value is not null), StringComparer.Ordinal);
            }
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ApsException($"The stored tokens can not be read: {error.Message} Check who may read {path}, or delete it and log in again.", error);
        }
    }

    /// <summary>Replaces the file. The caller holds the lock of writers.</summary>
    public async Task WriteAsync(Dictionary<string, StoredToken> tokens, CancellationToken cancellationToken)
    {
        var temporary = path + ".tmp";
        try
        {
            // What a killed process has left, or a link that somebody laid, is removed and never written to.
            File.Delete(temporary);
            var stream = new FileStream(temporary, Private(FileMode.CreateNew, FileShare.None));
            await using (stream.ConfigureAwait(false))
            {
                await JsonSerializer.SerializeAsync(stream, tokens, TokenFileJson.Default.DictionaryStringStoredToken, cancellationToken).ConfigureAwait(false);
                // The refresh token that this one replaces is dead already: it must be on the disk before the old file goes.
                await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            await ReplaceAsync(temporary, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ApsException($"The token can not be stored in {path}: {error.Message}", error);
        }
    }

    private async Task ReplaceAsync(string temporary, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(temporary, path, overwrite: true);
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException && OperatingSystem.IsWindows() && attempt < ReplaceAttempts)
            {
                // Windows does not replace a file in the moment that somebody reads it.
                await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A copy or a restored backup may have come with another mode.
    private static void CloseToOthers(FileStream stream)
    {
        if (OperatingSystem.IsWindows())
            return;

        try
        {
            var mode = File.GetUnixFileMode(stream.SafeFileHandle);
            if ((mode & Others) != 0)
                File.SetUnixFileMode(stream.SafeFileHandle, mode & ~Others);
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's file: its mode is not ours to change.
        }
    }
}
