namespace Apsis.Http;

/// <summary>Calls that the service counts together, by client id.</summary>
internal sealed record EndpointFamily(string Name, int CallsPerMinute)
{
    public static readonly EndpointFamily Automation = new("da", ApsLimits.AutomationCallsPerMinute);

    public static readonly EndpointFamily WorkItemStatus = new("da.workitems.get", ApsLimits.WorkItemStatusCallsPerMinute);

    public static readonly EndpointFamily ObjectStorage = new("oss", ApsLimits.ObjectStorageCallsPerMinute);

    private const string WorkItems = "/v3/workitems/";

    /// <summary>Null for calls that no published limit counts.</summary>
    public static EndpointFamily? Of(HttpRequestMessage request)
    {
        var path = request.RequestUri is { IsAbsoluteUri: true } url ? url.AbsolutePath : "";
        if (path.StartsWith("/oss/", StringComparison.Ordinal))
            return ObjectStorage;
        if (!path.StartsWith("/da/", StringComparison.Ordinal))
            return null;
        return request.Method == HttpMethod.Get && path.Contains(WorkItems, StringComparison.Ordinal) ? WorkItemStatus : Automation;
    }
}
