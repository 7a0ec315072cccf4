using System.Net;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Sends parts to the storage behind the service, each alone as often as it takes.</summary>
internal sealed class PartUpload(ApsPipeline pipeline, PartAddresses addresses, TransferMeter meter)
{
    /// <summary>Sends one part and gives its entity tag.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="slot">The connection to use.</param>
    /// <param name="content">The part, made anew for each attempt, telling the bytes that have moved.</param>
    /// <param name="cancellationToken">Ends the attempt under way.</param>
    public async Task<string> SendAsync(int number, TransferSlot slot, Func<Action<long>, HttpContent> content, CancellationToken cancellationToken)
    {
        var patience = new Patience(pipeline);
        SignedUrl? refused = null;
        while (true)
        {
            var url = await addresses.OfAsync(number, refused, cancellationToken).ConfigureAwait(false);
            try
            {
                return await PutAsync(number, url, slot, content, cancellationToken).ConfigureAwait(false);
            }
            catch (BrokenLineException broken)
            {
                // Most refusals are an address that has expired; others cost one call more.
                refused = broken.Status == HttpStatusCode.Forbidden ? url : null;
                if (!await patience.WaitAsync(broken, slot, cancellationToken).ConfigureAwait(false))
                    throw addresses.Failed($"part {number} was not accepted in several attempts ({broken.Message}). Check the network and run again.");
            }
            catch (Exception error) when (error is TransferException || error.InnerException is TransferException)
            {
                throw addresses.Failed((error as TransferException ?? error.InnerException!).Message);
            }
        }
    }

    private async Task<string> PutAsync(
        int number, SignedUrl url, TransferSlot slot, Func<Action<long>, HttpContent> content, CancellationToken cancellationToken)
    {
        long moved = 0;
        var isThere = false;
        using var watch = new TransferWatch(pipeline.Options.StallTimeout, pipeline.Time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Put, url.Uri) { Content = content(Moved) };
        try
        {
            using var response = await StorageLine.SendAsync(pipeline, request, watch, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new BrokenLineException($"answer {(int)response.StatusCode}", response.StatusCode);
            isThere = true;
            return response.Headers.ETag?.Tag.Trim('"') ?? throw addresses.Failed($"the storage acknowledged part {number} without an ETag.");
        }
        finally
        {
            if (!isThere)
                meter.Add(-moved);
        }

        void Moved(long bytes)
        {
            moved += bytes;
            watch.Moved();
            slot.Moved(bytes);
            meter.Add(bytes);
        }
    }
}
