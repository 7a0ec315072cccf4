using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Apsis.Automation;

/// <summary>Follows the pages of a listing.</summary>
internal static class Paging
{
    public static async IAsyncEnumerable<T> PagesAsync<T>(
        this AutomationClient client, string path, JsonTypeInfo<Page<T>> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var address = token is null ? path : $"{path}{separator}page={Uri.EscapeDataString(token)}";
            var page = await client.Call(HttpMethod.Get, address).ReadAsync(type, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Data)
                yield return item;

            // A service that repeats a token would be followed for ever.
            token = page.PaginationToken == token ? null : page.PaginationToken;
        }
        while (!string.IsNullOrEmpty(token));
    }
}
