using System.Security.Cryptography;
using System.Text;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Keeps tokens in a file that only its owner can read, and that several processes can share.</summary>
/// <remarks>
/// On Unix the file is made with mode 0600, and its folder, where it is made, with 0700. On Windows the file inherits the access list of its
/// folder: the default one lies in the user's profile, which other users can not read. Tokens are not encrypted; whoever can act as the user
/// can use them. The file is replaced as a whole, so that a reader sees the old or the new one. One that can not be understood counts as
/// empty: the user logs in again, and it is replaced. Beside it lie small <c>.lock</c> files, which hold nothing.
/// </remarks>
public sealed class FileTokenStore : ISharedTokenStore
{
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(30);

    // Longer than a renewal can take: three requests with their pauses.
    private static readonly TimeSpan LongestRenewal = TimeSpan.FromMinutes(4);

    private readonly TokenFile _file;
    private readonly TimeProvider _time;

    /// <summary>A store in the given file.</summary>
    /// <param name="path">The file; <see cref="DefaultPath"/> when null. Neither it nor its folder needs to exist.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <exception cref="ArgumentException">No path is given, and the user has no folder for application data.</exception>
    public FileTokenStore(string? path = null, TimeProvider? timeProvider = null)
    {
        path ??= DefaultPath ?? throw new ArgumentException("This user has no folder for application data: name the file for tokens.", nameof(path));
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        _file = new TokenFile(Path);
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary><c>apsis/auth/tokens.json</c> in the user's folder for application data; null when the system has none.</summary>
    /// <remarks><c>~/.local/share</c> on Linux, <c>~/Library/Application Support</c> on macOS, <c>%LOCALAPPDATA%</c> on Windows.</remarks>
    public static string? DefaultPath => Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
        is { Length: > 0 } root ? System.IO.Path.Combine(root, "apsis", "auth", "tokens.json") : null;

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    /// <exception cref="ApsException">The file is there and can not be read.</exception>
    public async ValueTask<OAuth2Token?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var tokens = await _file.ReadAsync(cancellationToken).ConfigureAwait(false);
        return tokens.TryGetValue(key, out var stored) ? stored.ToToken() : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ApsException">The file can not be written; the old one is as it was.</exception>
    public ValueTask SetAsync(string key, OAuth2Token token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        return ChangeAsync(tokens => tokens[key] = StoredToken.Of(token), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ApsException">The file can not be written; the old one is as it was.</exception>
    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken) => ChangeAsync(tokens => tokens.Remove(key), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ApsException">Another process has held the key for minutes, or the folder can not be written to.</exception>
    public async ValueTask<IAsyncDisposable> HoldAsync(string key, CancellationToken cancellationToken)
    {
        // Keys hold addresses and any client id: a hash of them is a file name everywhere.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
        _file.PrepareFolder();
        return await LockFile.AcquireAsync($"{Path}.{name}.lock", LongestRenewal, _time, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ChangeAsync(Action<Dictionary<string, StoredToken>> change, CancellationToken cancellationToken)
    {
        _file.PrepareFolder();
        var held = await LockFile.AcquireAsync($"{Path}.lock", LongestWrite, _time, cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            var tokens = await _file.ReadAsync(cancellationToken).ConfigureAwait(false);
            change(tokens);
            await _file.WriteAsync(tokens, cancellationToken).ConfigureAwait(false);
        }
    }
}
