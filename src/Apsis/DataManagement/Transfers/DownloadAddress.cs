using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Where an object is read: an address that is asked for anew when it is too old, as long as it leads to the same content.</summary>
internal sealed class DownloadAddress : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Func<CancellationToken, Task<DownloadUrls>> _ask;
    private DownloadUrls _now;

    private DownloadAddress(Func<CancellationToken, Task<DownloadUrls>> ask, DownloadUrls first, long size)
    {
        _ask = ask;
        _now = first;
        Size = size;
        Sha1 = first.Sha1 is { Length: > 0 } sha1 ? sha1 : null;
    }

    public long Size { get; }

    /// <summary>The SHA-1 in hexadecimal; null when the service does not say.</summary>
    public string? Sha1 { get; }

    /// <summary>Addresses of pieces instead of one for all: the service has not put the object together yet. In order; empty as a rule.</summary>
    public IReadOnlyList<(long Offset, long Length, SignedUrl Url)> Pieces { get; private init; } = [];

    /// <summary>Asks for an address.</summary>
    /// <param name="objects">Where.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object.</param>
    /// <param name="first">What was asked for already, if anything.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<DownloadAddress> OpenAsync(
        ObjectsResource objects, BucketKey bucket, ObjectKey key, DownloadUrls? first, CancellationToken cancellationToken)
    {
        var now = first ?? await Ask(cancellationToken).ConfigureAwait(false);
        if (now.Url is null && now.Chunks.Count == 0)
            throw ObjectsResource.NoAddress(bucket, key, now.Status);

        var pieces = now.Url is null ? PiecesOf(now.Chunks, bucket, key) : [];
        var size = now.Size ?? (pieces.Count > 0
            ? pieces.Sum(piece => piece.Length)
            : (await objects.GetDetailsAsync(bucket.Value, key.Value, cancellationToken).ConfigureAwait(false)).Size);
        return new DownloadAddress(Ask, now, size) { Pieces = pieces };

        Task<DownloadUrls> Ask(CancellationToken stop) =>
            objects.OpenDownloadAsync(bucket.Value, new DownloadUrlRequest { ObjectKey = key.Value }, cancellationToken: stop);
    }

    /// <summary>The address of the whole.</summary>
    /// <param name="refused">The one that was refused, if this is not the first try.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReplacedException">The object is another one now.</exception>
    public async Task<SignedUrl> GetAsync(SignedUrl? refused, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_now.Url is null || _now.Url != refused)
                return _now.Url ?? throw new ReplacedException();

            var next = await _ask(cancellationToken).ConfigureAwait(false);
            if (next.Url is null || (next.Size ?? Size) != Size || !string.Equals(next.Sha1 ?? Sha1, Sha1 ?? next.Sha1, StringComparison.OrdinalIgnoreCase))
                throw new ReplacedException();
            _now = next;
            return next.Url;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static List<(long Offset, long Length, SignedUrl Url)> PiecesOf(IReadOnlyDictionary<string, SignedUrl> chunks, BucketKey bucket, ObjectKey key)
    {
        var pieces = chunks.Select(chunk => chunk.Key.Split('-') is [var from, var to] && long.TryParse(from, out var first) && long.TryParse(to, out var last) && first >= 0 && last >= first && last < long.MaxValue
                ? (Offset: first, Length: last - first + 1, Url: chunk.Value)
                : throw Wrong())
            .OrderBy(piece => piece.Offset).ToList();
        long end = 0;
        foreach (var piece in pieces)
        {
            if (piece.Offset != end)
                throw Wrong();
            end += piece.Length;
        }

        return pieces;

        TransferException Wrong() => new($"The download of {bucket}/{key} failed: the service's addresses of its pieces leave gaps. Run again later.");
    }
}
