using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>Goes through the pages of a listing.</summary>
internal static class StoragePages
{
    /// <param name="client">Makes the calls.</param>
    /// <param name="path">Path and query of the first page.</param>
    /// <param name="type">The pages.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        DataManagementClient client, string path, JsonTypeInfo<StoragePage<T>> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var start = after is null ? "" : $"&startAt={Uri.EscapeDataString(after)}";
            var page = await client.Call(HttpMethod.Get, $"{path}&limit={ApsLimits.MaxObjectsPerPage}{start}").ReadAsync(type, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
                yield return item;

            var next = StartAt.Of(page.Next);
            if (next is not null && next == after)
                throw Repeated(path);
            after = next;
        }
        while (after is not null);
    }

    // Otherwise the listing would never end.
    private static ApsHttpException Repeated(string path) => new(
        $"GET /oss/v2/{path.Split('?')[0]} named the same next page twice, so the listing can not go on. Try again.",
        new ApsHttpFailure { Method = "GET", Url = $"/oss/v2/{path.Split('?')[0]}", Status = System.Net.HttpStatusCode.OK, Body = "", RequestId = null });
}
