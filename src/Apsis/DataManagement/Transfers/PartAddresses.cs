using System.Collections.Concurrent;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Where the parts of an upload go: addresses fetched 25 at a time, ahead of their use, and anew when they are too old.</summary>
internal sealed class PartAddresses(ObjectsResource objects, BucketKey bucket, ObjectKey key, int count, string? uploadKey) : IDisposable
{
    private const int WindowSize = ApsLimits.UrlsPerUploadRequest;

    // The service gives 60 minutes, by its own clock.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(ApsLimits.MaxSignedUrlMinutes - 5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ConcurrentDictionary<int, Window> _windows = [];
    private readonly TimeProvider _time = objects.Pipeline.Time;
    private Task _ahead = Task.CompletedTask;

    /// <summary>The addresses of a file of one part that were asked for already.</summary>
    public PartAddresses(ObjectsResource objects, BucketKey bucket, ObjectKey key, UploadUrls given)
        : this(objects, bucket, key, 1, given.UploadKey) => _windows[0] = new Window(given.Urls, _time.GetTimestamp());

    /// <summary>The upload; null before the first address.</summary>
    public string? UploadKey { get; private set; } = uploadKey;

    /// <summary>The address of a part.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="refused">The one that was refused, if this is not the first try.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SignedUrl> OfAsync(int number, SignedUrl? refused, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var index = (number - 1) / WindowSize;
            if (!_windows.ContainsKey(index))
                await _ahead.ConfigureAwait(false);
            if (!_windows.TryGetValue(index, out var window) || window.Urls[number - 1 - (index * WindowSize)] == refused || IsOld(window))
                window = await FetchAsync(index, cancellationToken).ConfigureAwait(false);
            if ((number - 1) % WindowSize == WindowSize / 2 && (index + 1) * WindowSize < count && !_windows.ContainsKey(index + 1))
                _ahead = FetchAheadAsync(index + 1, cancellationToken);
            return window.Urls[number - 1 - (index * WindowSize)];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    public TransferException Failed(string why, Exception? cause = null) => new($"The upload to {bucket}/{key} failed: {why}", cause);

    private bool IsOld(Window window) => _time.GetElapsedTime(window.FetchedAt) > Life;

    private async Task FetchAheadAsync(int index, CancellationToken cancellationToken)
    {
        try
        {
            await FetchAsync(index, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ApsException or OperationCanceledException)
        {
            // Who needs it asks again, and is told.
        }
    }

    private async Task<Window> FetchAsync(int index, CancellationToken cancellationToken)
    {
        var first = (index * WindowSize) + 1;
        var request = new UploadUrlRequest { ObjectKey = key.Value, UploadKey = UploadKey, FirstPart = first, Parts = Math.Min(WindowSize, count - first + 1) };
        var at = _time.GetTimestamp();
        var urls = await objects.OpenUploadAsync(bucket.Value, request, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (urls.Urls.Count == 0)
            throw Failed("the service gave no address for the next part. Try again later.");

        UploadKey = urls.UploadKey;
        if (urls.Urls.Count < request.Parts)
            throw Failed($"the service gave {urls.Urls.Count} addresses for {request.Parts} parts. Try again later.");
        return _windows[index] = new Window(urls.Urls, at);
    }

    private sealed record Window(IReadOnlyList<SignedUrl> Urls, long FetchedAt);
}
