using System.Net;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Sends parts to the storage behind the service, each as often as it takes.</summary>
internal sealed class PartUpload(ObjectsResource objects, BucketKey bucket, ObjectKey key)
{
    private const int AttemptsPerPart = 5;

    /// <summary>Addresses of parts.</summary>
    public async Task<UploadUrls> OpenAsync(string? uploadKey, int firstPart, int parts, CancellationToken cancellationToken)
    {
        var request = new UploadUrlRequest { ObjectKey = key.Value, UploadKey = uploadKey, FirstPart = firstPart, Parts = parts };
        var urls = await objects.OpenUploadAsync(bucket.Value, request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return urls.Urls.Count > 0 ? urls : throw Failed("the service gave no address for the next part. Try again later.");
    }

    /// <summary>Sends one part and gives its entity tag.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="uploadKey">The upload.</param>
    /// <param name="url">Where to; another is asked for when it is refused.</param>
    /// <param name="content">The part, made anew for each attempt.</param>
    /// <param name="cancellationToken">Ends the attempt under way.</param>
    public async Task<string> SendAsync(
        int number, string uploadKey, SignedUrl url, Func<TransferWatch, HttpContent> content, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            string why;
            try
            {
                using var response = await PutAsync(url, content, cancellationToken).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.OK)
                    return response.Headers.ETag?.Tag.Trim('"') ?? throw Failed($"the storage acknowledged part {number} without an ETag.");

                why = $"answer {(int)response.StatusCode}";
            }
            catch (HttpRequestException error) when (error.InnerException is not TransferException)
            {
                why = error.Message;
            }

            if (attempt == AttemptsPerPart)
                throw Failed($"part {number} was not accepted in {AttemptsPerPart} attempts ({why}). Check the network and run again.");

            // Most refusals are an address that has expired; a new one costs one call.
            url = (await OpenAsync(uploadKey, number, 1, cancellationToken).ConfigureAwait(false)).Urls[0];
        }
    }

    public TransferException Failed(string why, Exception? cause = null) => new($"The upload to {bucket}/{key} failed: {why}", cause);

    private async Task<HttpResponseMessage> PutAsync(SignedUrl url, Func<TransferWatch, HttpContent> content, CancellationToken cancellationToken)
    {
        var pipeline = objects.Pipeline;
        using var watch = new TransferWatch(pipeline.Options.StallTimeout, pipeline.Time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Put, url.Uri) { Content = content(watch) };
        try
        {
            return await pipeline.Signed.SendAsync(request, watch.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (watch.HasStalled && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no byte moved for {pipeline.Options.StallTimeout.TotalSeconds:0} s", error);
        }
        catch (HttpRequestException error) when (error.InnerException is TransferException changed)
        {
            throw Failed(changed.Message);
        }
    }
}
