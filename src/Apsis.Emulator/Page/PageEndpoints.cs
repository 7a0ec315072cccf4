using System.Globalization;
using Apsis.Emulator.Automation;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Page;

/// <summary>The views of the emulator's page: all of it at a glance, and each list by itself.</summary>
internal sealed class PageEndpoints(
    Layout layout, WorkItemViews workItems, BucketViews buckets, DefinitionViews definitions, RequestViews requests)
{
    public async Task ShowAllAsync(HttpContext http)
    {
        var stop = http.RequestAborted;
        Listing[] all =
        [
            await workItems.ListAsync(before: null, stop),
            await buckets.ListAsync(after: null, stop),
            await definitions.ListActivitiesAsync(null, null, stop),
            await definitions.ListAppBundlesAsync(null, null, stop),
            requests.List(before: null),
        ];
        await layout.WriteAsync(http, "APS emulator", $"""
            <nav aria-label="Sections">{all.Select(listing => listing.Link)}</nav>
            {all.Select(listing => listing.Section)}
            """);
    }

    public async Task ShowWorkItemsAsync(HttpContext http) => await ShowAsync(http, await workItems.ListAsync(Number(http), http.RequestAborted));

    public async Task ShowBucketsAsync(HttpContext http) => await ShowAsync(http, await buckets.ListAsync(http.Request.Query["after"], http.RequestAborted));

    public async Task ShowBucketAsync(HttpContext http) =>
        await ShowAsync(http, await buckets.ListObjectsAsync(http.RouteValue("bucketKey"), http.Request.Query["after"], http.RequestAborted));

    public async Task ShowActivitiesAsync(HttpContext http) =>
        await ShowAsync(http, await definitions.ListActivitiesAsync(http.Request.Query["client"], http.Request.Query["after"], http.RequestAborted));

    public async Task ShowAppBundlesAsync(HttpContext http) =>
        await ShowAsync(http, await definitions.ListAppBundlesAsync(http.Request.Query["client"], http.Request.Query["after"], http.RequestAborted));

    public Task ShowRequestsAsync(HttpContext http) => ShowAsync(http, requests.List(Number(http)));

    private Task ShowAsync(HttpContext http, Listing listing) => layout.WriteAsync(http, listing.Title, $"""
        <nav aria-label="Sections"><a href="/">Everything</a></nav>
        {listing.Section}
        """);

    private static long? Number(HttpContext http) =>
        long.TryParse(http.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
