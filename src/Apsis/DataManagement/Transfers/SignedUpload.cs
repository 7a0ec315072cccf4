using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Content on its way to a signed resource, in one request or in pieces.</summary>
internal sealed class SignedUpload(ApsPipeline pipeline, SignedUrl resource, Stream content, SignedUploadOptions options)
{
    private const int AttemptsPerPiece = 5;

    private readonly long _start = content.Position;
    private readonly long _size = content.Length - content.Position;

    /// <summary>The region that the address names: writing wants it as a header.</summary>
    public static string? RegionOf(SignedUrl resource)
    {
        var pair = resource.Uri.Query.TrimStart('?').Split('&').FirstOrDefault(pair => pair.StartsWith("region=", StringComparison.OrdinalIgnoreCase));
        var region = pair is null ? "" : Uri.UnescapeDataString(pair["region=".Length..]);
        return region.Length is > 0 and <= 16 && region.All(char.IsAsciiLetterOrDigit) ? region : null;
    }

    public async Task<StoredObject> RunAsync(CancellationToken cancellationToken)
    {
        using var response = await PutAsync(resource.Uri, watch => new StreamPart(content, _start, _size, sent => Report(sent), watch), request =>
        {
            if (options.IfMatch is { } sha1)
                request.Headers.TryAddWithoutValidation("If-Match", sha1);
        }, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public async Task<StoredObject> RunInPiecesAsync(CancellationToken cancellationToken)
    {
        // A range of nothing can not be written.
        if (_size == 0)
            return await RunAsync(cancellationToken).ConfigureAwait(false);

        var session = Guid.NewGuid().ToString("N");
        for (long offset = 0; ; offset += options.ChunkBytes)
        {
            var length = Math.Min(options.ChunkBytes, _size - offset);
            using var response = await SendPieceAsync(session, offset, length, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK)
                return await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            if (offset + length == _size)
                throw new TransferException($"The upload to {resource} failed: the service has all pieces and made no object of them. Run again.");
        }
    }

    private async Task<HttpResponseMessage> SendPieceAsync(string session, long offset, long length, CancellationToken cancellationToken)
    {
        var url = new UriBuilder(resource.Uri);
        url.Path = url.Path.TrimEnd('/') + "/resumable";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PutAsync(url.Uri, watch => new StreamPart(content, _start + offset, length, sent => Report(offset + sent), watch), request =>
                {
                    request.Content!.Headers.ContentRange = new ContentRangeHeaderValue(offset, offset + length - 1, _size);
                    request.Headers.TryAddWithoutValidation("Session-Id", session);
                }, cancellationToken).ConfigureAwait(false);
            }
            catch (TransferException error) when (attempt < AttemptsPerPiece && error.InnerException is HttpRequestException)
            {
                // Sent again whole: the service counts the bytes by their range.
            }
        }
    }

    private async Task<HttpResponseMessage> PutAsync(
        Uri url, Func<TransferWatch, HttpContent> body, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        using var watch = new TransferWatch(pipeline.Options.StallTimeout, pipeline.Time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = body(watch) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", options.ContentType);
        if (options.ContentDisposition is { } disposition)
            request.Content.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        if (RegionOf(resource) is { } region)
            request.Headers.TryAddWithoutValidation("x-ads-region", region);
        prepare(request);
        HttpResponseMessage response;
        try
        {
            response = await pipeline.Signed.SendAsync(request, watch.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (watch.HasStalled && !cancellationToken.IsCancellationRequested)
        {
            throw Failed($"no byte moved for {pipeline.Options.StallTimeout.TotalSeconds:0} s", new HttpRequestException(error.Message, error));
        }
        catch (HttpRequestException error)
        {
            throw error.InnerException is TransferException changed ? Failed(changed.Message, changed) : Failed(error.Message, error);
        }

        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
            return response;
        using (response)
            throw await ApsErrorReader.ReadAsync(HttpMethod.Put, resource.ToString(), response, static (text, failure, inner) => new ApsHttpException(text, failure, inner), cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task<StoredObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
                return await JsonSerializer.DeserializeAsync(stream, StorageJson.Default.StoredObject, cancellationToken).ConfigureAwait(false) ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new TransferException($"The upload to {resource} was answered with something that is not an object's description.", error);
        }
    }

    private TransferException Failed(string why, Exception cause) => new($"The upload to {resource} failed: {why.TrimEnd('.')}. Check the network and run again.", cause);

    private void Report(long sent) => options.Progress?.Report(new TransferProgress(sent, _size));
}
