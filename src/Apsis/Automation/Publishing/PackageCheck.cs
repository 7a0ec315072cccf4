using System.Net;
using System.Net.Http.Headers;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Automation.Publishing;

/// <summary>Asks the storage what it has of an AppBundle's zip, without reading it.</summary>
internal sealed class PackageCheck(ApsPipeline pipeline)
{
    private const int Attempts = 5;

    /// <summary>The bytes of the zip; null when it was never uploaded.</summary>
    /// <exception cref="PublishException">The storage does not say.</exception>
    public async Task<long?> BytesAsync(AppBundle bundle, CancellationToken cancellationToken)
    {
        if (bundle.Package is null)
            return null;

        // The URL is signed for GET alone; one byte of it says how many there are.
        using var request = new HttpRequestMessage(HttpMethod.Get, bundle.Package.Uri) { Headers = { Range = new RangeHeaderValue(0, 0) } };
        try
        {
            using var response = await pipeline.Signed.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return response.StatusCode switch
            {
                HttpStatusCode.PartialContent => response.Content.Headers.ContentRange?.Length,
                HttpStatusCode.OK => response.Content.Headers.ContentLength,
                HttpStatusCode.RequestedRangeNotSatisfiable => 0,
                // S3 says 403 of what is not there to whom it does not let list.
                HttpStatusCode.NotFound or HttpStatusCode.Forbidden => null,
                var other => throw new PublishException($"The storage answered {(int)other} when it was asked for the zip of {bundle.Id}. Try again later."),
            };
        }
        catch (HttpRequestException error)
        {
            throw new PublishException($"The storage could not be asked for the zip of {bundle.Id}: {error.Message}.", error);
        }
    }

    /// <summary>Reads again, a few times, until the answer shows what was just written: answers may be a moment old.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> isFresh, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await read().ConfigureAwait(false);
            if (isFresh(answer) || attempt == Attempts)
                return answer;

            await Task.Delay(pipeline.Options.RetryDelay, pipeline.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
