using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Hostile;

/// <summary>What a campaign aims at: things that exist, and addresses that work.</summary>
public sealed record HostileTargets
{
    public required string Token { get; init; }

    /// <summary>A signed URL's path and query, to write one part of an upload.</summary>
    public required string PartPath { get; init; }

    public required string UploadKey { get; init; }

    public required string DownloadPath { get; init; }

    public required string SignedResource { get; init; }

    public required string WorkItem { get; init; }

    public required string ReportPath { get; init; }

    /// <summary>The form with which a bundle's zip is posted.</summary>
    public required IReadOnlyList<(string Name, string Value)> Form { get; init; }

    /// <summary>Makes everything that the requests of a campaign name; what earlier ones deleted, again.</summary>
    public static async Task<HostileTargets> PrepareAsync(HttpClient client, string token, CancellationToken cancellationToken)
    {
        const string Da = "/da/us-east/v3";
        const string Object = "/oss/v2/buckets/hostile-bucket/objects/a%2Fplan.dwg";
        // May be there, may be gone: both is well.
        await TryAsync(HttpMethod.Post, "/oss/v2/buckets", new { bucketKey = "hostile-bucket", policyKey = "transient" });
        await TryAsync(HttpMethod.Delete, Da + "/forgeapps/me", null);
        await AskAsync(HttpMethod.Put, Da + "/servicelimits/me", new { frontendLimits = new { limitMonthlyProcessingTimeInHours = 1000 } });

        var upload = await AskAsync(HttpMethod.Get, Object + "/signeds3upload");
        using (var put = await client.PutAsync(upload["urls"]![0]!.GetValue<string>(), new ByteArrayContent(new byte[10_000]), cancellationToken)) put.EnsureSuccessStatusCode();
        await AskAsync(HttpMethod.Post, Object + "/signeds3upload", new { uploadKey = upload["uploadKey"]!.GetValue<string>() });
        var open = await AskAsync(HttpMethod.Get, Object + "/signeds3upload");
        var download = await AskAsync(HttpMethod.Get, Object + "/signeds3download?minutesExpiration=60");
        var signed = await AskAsync(HttpMethod.Post, Object + "/signed?access=readwrite", new { minutesExpiration = 60 });

        var bundle = await AskAsync(HttpMethod.Post, Da + "/appbundles", new { id = "Tool", engine = "Autodesk.AutoCAD+25_1" });
        await AskAsync(HttpMethod.Post, Da + "/appbundles/Tool/aliases", new { id = "prod", version = 1 });
        await AskAsync(HttpMethod.Post, Da + "/activities", JsonNode.Parse(HostileRequests.Activity)!);
        await AskAsync(HttpMethod.Post, Da + "/activities/Draw/aliases", new { id = "prod", version = 1 });
        var item = await AskAsync(HttpMethod.Post, Da + "/workitems", new { activityId = "Autodesk.Nop+Latest", arguments = new { } });
        var id = item["id"]!.GetValue<string>();
        JsonNode status;
        do status = await AskAsync(HttpMethod.Get, $"{Da}/workitems/{id}");
        while (status["reportUrl"] is null);
        return new HostileTargets
        {
            Token = token,
            PartPath = new Uri(open["urls"]![0]!.GetValue<string>()).PathAndQuery,
            UploadKey = open["uploadKey"]!.GetValue<string>(),
            DownloadPath = new Uri(download["url"]!.GetValue<string>()).PathAndQuery,
            SignedResource = new Uri(signed["signedUrl"]!.GetValue<string>()).PathAndQuery,
            WorkItem = id,
            ReportPath = new Uri(status["reportUrl"]!.GetValue<string>()).PathAndQuery,
            Form = [.. bundle["uploadParameters"]!["formData"]!.AsObject().Select(pair => (pair.Key, pair.Value!.GetValue<string>()))],
        };

        async Task<JsonNode> AskAsync(HttpMethod method, string path, object? body = null)
        {
            using var response = await TryAsync(method, path, body);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)response.StatusCode} {text}");
            return JsonNode.Parse(text)!;
        }

        async Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, object? body)
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null) request.Content = JsonContent.Create(body);
            return await client.SendAsync(request, cancellationToken);
        }
    }
}
