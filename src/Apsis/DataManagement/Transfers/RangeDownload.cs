using System.Net;
using System.Net.Http.Headers;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Brings ranges of one object into a file, each alone as often as it takes, from where it stopped.</summary>
internal sealed class RangeDownload(ApsPipeline pipeline, DownloadAddress address, PartialFile file, TransferMeter meter)
{
    private EntityTagHeaderValue? _eTag;

    /// <summary>Brings a range of the object.</summary>
    /// <param name="offset">Where it begins, in the object and the file.</param>
    /// <param name="length">Bytes of it.</param>
    /// <param name="slot">The connection to use.</param>
    /// <param name="reached">Told how many bytes of it are there.</param>
    /// <param name="pinned">Called once the content that all ranges must be of is known.</param>
    /// <param name="cancellationToken">Ends the attempt under way.</param>
    /// <exception cref="ReplacedException">The object is another one now.</exception>
    /// <exception cref="NoRangesException">The storage gives the whole only.</exception>
    /// <exception cref="BrokenLineException">It did not come in several attempts.</exception>
    public Task RunAsync(long offset, long length, TransferSlot slot, Action<long> reached, Action? pinned, CancellationToken cancellationToken) =>
        RunAsync(offset, length, slot, reached, pinned, refused => address.GetAsync(refused, cancellationToken), rangeAt: offset, cancellationToken);

    /// <summary>Brings a piece that has an address of its own.</summary>
    public Task RunPieceAsync(long offset, long length, SignedUrl url, TransferSlot slot, CancellationToken cancellationToken) =>
        RunAsync(offset, length, slot, static _ => { }, null, refused => refused is null ? Task.FromResult(url) : throw new ReplacedException(), rangeAt: 0, cancellationToken);

    private async Task RunAsync(
        long offset, long length, TransferSlot slot, Action<long> reached, Action? pinned, Func<SignedUrl?, Task<SignedUrl>> locate, long rangeAt, CancellationToken cancellationToken)
    {
        var patience = new Patience(pipeline);
        SignedUrl? refused = null;
        long done = 0;
        long most = 0;
        for (var isThere = false; !isThere;)
        {
            var url = await locate(refused).ConfigureAwait(false);
            refused = null;
            using var watch = new TransferWatch(pipeline.Options.StallTimeout, pipeline.Time, cancellationToken);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, url.Uri);
                // The service answers a range of nothing with an error.
                if (length > 0 && !(done == 0 && rangeAt == 0 && length == address.Size))
                    request.Headers.Range = new RangeHeaderValue(rangeAt + done, rangeAt + length - 1);
                if (_eTag is not null && address.Pieces.Count == 0)
                    request.Headers.IfMatch.Add(_eTag);
                using var response = await StorageLine.SendAsync(pipeline, request, watch, cancellationToken).ConfigureAwait(false);
                Check(response, url);
                pinned?.Invoke();
                await CopyAsync(response, watch).ConfigureAwait(false);
                isThere = true;
            }
            catch (BrokenLineException broken)
            {
                if (done > most)
                {
                    most = done;
                    patience.Progressed();
                }

                if (broken.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
                    refused = url;
                if (!await patience.WaitAsync(broken, slot, cancellationToken).ConfigureAwait(false))
                    throw new BrokenLineException($"{broken.Message} at byte {offset + done}");
            }
        }

        void Check(HttpResponseMessage response, SignedUrl url)
        {
            // Another version has another address, or another tag.
            if (response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable)
                throw new ReplacedException();
            if (response.StatusCode == HttpStatusCode.NotFound)
                throw new BrokenLineException("answer 404", response.StatusCode);

            var wanted = rangeAt + done;
            var isWhole = response.StatusCode == HttpStatusCode.OK && rangeAt == 0 && length == (address.Pieces.Count > 0 ? length : address.Size);
            if (isWhole && done > 0)
            {
                // A server that knows no ranges begins anew.
                meter.Add(-done);
                done = 0;
            }
            else if (response.StatusCode == HttpStatusCode.OK && !isWhole && address.Pieces.Count == 0)
                throw new NoRangesException();
            else if (!isWhole && (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != wanted))
                throw new BrokenLineException($"answer {(int)response.StatusCode}", response.StatusCode);

            if (address.Pieces.Count == 0 && response.Headers.ETag is { IsWeak: false } tag)
            {
                if (_eTag is not null && !_eTag.Equals(tag))
                    throw new ReplacedException();
                _eTag = tag;
            }
        }

        async Task CopyAsync(HttpResponseMessage response, TransferWatch watch)
        {
            var body = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                while (true)
                {
                    var read = await StorageLine.ReadAsync(body, slot.Buffer.AsMemory(0, TransferSlot.BufferBytes), pipeline, watch, cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                        break;
                    if (done + read > length)
                        throw new BrokenLineException($"more than {length} bytes came");
                    file.Write(slot.Buffer.AsSpan(0, read), offset + done);
                    done += read;
                    watch.Moved();
                    slot.Moved(read);
                    meter.Add(read);
                    reached(done);
                }
            }

            if (done < length)
                throw new BrokenLineException($"{done} of {length} bytes came");
        }
    }
}
