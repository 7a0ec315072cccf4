using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Quotas;

/// <summary>Calls that are counted together.</summary>
internal sealed record QuotaFamily(string Name, Func<RateLimits, int?> Limit)
{
    private const string WorkItems = "/da/us-east/v3/workitems/";

    private static readonly QuotaFamily Token = new("auth.token", limits => limits.Token);
    private static readonly QuotaFamily Authorize = new("auth.authorize", limits => limits.Authorize);
    private static readonly QuotaFamily Revoke = new("auth.revoke", limits => limits.Revoke);
    private static readonly QuotaFamily Introspect = new("auth.introspect", limits => limits.Introspect);
    private static readonly QuotaFamily ObjectStorage = new("oss", limits => limits.ObjectStorage);
    private static readonly QuotaFamily Automation = new("da", limits => limits.Automation);
    private static readonly QuotaFamily WorkItemStatus = new("da.workitems.get", limits => limits.WorkItemStatus);

    /// <summary>WorkItems that are submitted over the WebSocket.</summary>
    public static QuotaFamily SocketMessages { get; } = new("da.websocket", limits => limits.SocketMessages);

    /// <summary>Null for calls that the service does not count by client id.</summary>
    public static QuotaFamily? Of(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (Begins(path, "/authentication/v2/token")) return Token;
        if (Begins(path, "/authentication/v2/authorize")) return Authorize;
        if (Begins(path, "/authentication/v2/revoke")) return Revoke;
        if (Begins(path, "/authentication/v2/introspect")) return Introspect;
        if (Begins(path, "/oss/")) return ObjectStorage;
        if (HttpMethods.IsGet(request.Method) && Begins(path, WorkItems) && path.Length > WorkItems.Length) return WorkItemStatus;
        return Begins(path, "/da/") ? Automation : null;
    }

    private static bool Begins(string path, string start) => path.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
