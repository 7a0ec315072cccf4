using System.Net;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>One request to the storage behind the service, watched, its failures told apart.</summary>
internal static class StorageLine
{
    /// <exception cref="BrokenLineException">No answer came, or one that says "not now".</exception>
    public static async Task<HttpResponseMessage> SendAsync(
        ApsPipeline pipeline, HttpRequestMessage request, TransferWatch watch, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await pipeline.Storage.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (Broken(error, pipeline, watch, cancellationToken) is { } broken)
        {
            throw broken;
        }

        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests) && (int)response.StatusCode < 500)
            return response;
        using (response)
            throw new BrokenLineException($"answer {(int)response.StatusCode}", response.StatusCode, RetryAfter.Of(response, pipeline.Time));
    }

    /// <summary>Reads some of an answer. A broken line is an IOException, as a full disk is: they must not be taken for each other.</summary>
    public static async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, ApsPipeline pipeline, TransferWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, watch.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (Broken(error, pipeline, watch, cancellationToken) is { } broken)
        {
            throw broken;
        }
    }

    private static BrokenLineException? Broken(Exception error, ApsPipeline pipeline, TransferWatch watch, CancellationToken cancellationToken) => error switch
    {
        // What is wrong on this side is not the line.
        { InnerException: TransferException } => null,
        HttpRequestException or IOException => new BrokenLineException(error.Message.TrimEnd('.')),
        OperationCanceledException when watch.HasStalled && !cancellationToken.IsCancellationRequested =>
            new BrokenLineException($"no byte moved for {pipeline.Options.StallTimeout.TotalSeconds:0} s"),
        _ => null,
    };
}
