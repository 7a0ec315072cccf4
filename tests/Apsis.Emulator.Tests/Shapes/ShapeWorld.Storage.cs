using System.Text;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Shapes;

/// <summary>The buckets, objects and links that calls are about.</summary>
internal sealed partial class ShapeWorld
{
    public const string Buckets = "/oss/v2/buckets";
    public const string Bucket = Buckets + "/drawings";
    public const string Plan = Bucket + "/objects/plan.dwg";

    /// <summary>What the object holds: 11 bytes.</summary>
    public const string Content = "the content";

    public Task BucketAsync(string key = "drawings", params (string AuthId, string Access)[] allow) => Owner.DoAsync(
        $"POST {Buckets}", new { bucketKey = key, policyKey = "transient", allow = allow.Select(grant => new { authId = grant.AuthId, access = grant.Access }) });

    /// <summary>The bucket with the object in it.</summary>
    public async Task ObjectAsync(params (string AuthId, string Access)[] allow)
    {
        await BucketAsync(allow: allow);
        await UploadAsync("plan.dwg");
    }

    public async Task UploadAsync(string objectKey)
    {
        var upload = $"{Bucket}/objects/{objectKey}/signeds3upload";
        var opened = await Owner.DoAsync("GET " + upload);
        await PutAsync(opened);
        await Owner.DoAsync("POST " + upload, new { uploadKey = Text(opened, "uploadKey") });
    }

    /// <summary>An upload of the object whose one part has been sent.</summary>
    public async Task<string> SentAsync()
    {
        await BucketAsync();
        var opened = await Owner.DoAsync($"GET {Plan}/signeds3upload");
        await PutAsync(opened);
        return Text(opened, "uploadKey");
    }

    /// <summary>An upload of the object of which nothing has been sent.</summary>
    public async Task<string> OpenedAsync()
    {
        await BucketAsync();
        return Text(await Owner.DoAsync($"GET {Plan}/signeds3upload"), "uploadKey");
    }

    /// <summary>A link to the object: its path, without the host.</summary>
    public async Task<string> LinkAsync(string access, bool singleUse = false)
    {
        var signed = await Owner.DoAsync($"POST {Plan}/signed?access={access}", new { singleUse });
        return new Uri(Text(signed, "signedUrl")).PathAndQuery;
    }

    public Task PutAsync(JsonNode opened) => Anyone.DoAsync($"PUT {opened["urls"]![0]}", Encoding.UTF8.GetBytes(Content));

    public static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
