using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.ObjectStorage;

/// <summary>An emulator with one bucket of client-a and the calls that most tests make.</summary>
public abstract class ObjectStorageTest : EmulatorTest
{
    protected const string Bucket = "/oss/v2/buckets/drawings";

    protected HttpClient Client { get; private set; } = null!;

    /// <summary>Without a token: for signed URLs.</summary>
    protected HttpClient S3 { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ConnectAsync();
        await CreateBucketAsync("drawings");
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        S3.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 251))];

#pragma warning disable CA5350, CA5351 // The service's own checksums.
    protected static string Sha1(byte[] content) => Convert.ToHexStringLower(SHA1.HashData(content));

    protected static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5350, CA5351

    protected async Task ConnectAsync()
    {
        Client = await ClientAsync();
        S3 = Anonymous();
    }

    protected async Task CreateBucketAsync(string key, string policy = "persistent", HttpClient? client = null) =>
        await PostAsync("/oss/v2/buckets", new { bucketKey = key, policyKey = policy }, client: client);

    /// <summary>The JSON of a GET, after a look at its status.</summary>
    protected async Task<JsonNode> GetAsync(string url, HttpStatusCode expected = HttpStatusCode.OK, HttpClient? client = null)
    {
        using var answer = await (client ?? Client).GetAsync(url, Cancellation);
        return await ReadAsync(answer, expected);
    }

    /// <summary>The JSON of a POST, after a look at its status.</summary>
    protected async Task<JsonNode> PostAsync(string url, object body, HttpStatusCode expected = HttpStatusCode.OK, HttpClient? client = null)
    {
        using var content = JsonContent.Create(body);
        using var answer = await (client ?? Client).PostAsync(url, content, Cancellation);
        return await ReadAsync(answer, expected);
    }

    protected async Task<HttpResponseMessage> PutAsync(string url, byte[] content) =>
        await S3.PutAsync(url, new ByteArrayContent(content), Cancellation);

    /// <summary>The three calls of an upload, one part.</summary>
    protected async Task<JsonNode> UploadAsync(string objectKey, byte[] content, string bucket = Bucket)
    {
        var url = $"{bucket}/objects/{Uri.EscapeDataString(objectKey)}/signeds3upload";
        var opened = await GetAsync(url);
        using var put = await PutAsync(opened["urls"]![0]!.GetValue<string>(), content);
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await PostAsync(url, new { uploadKey = opened["uploadKey"]!.GetValue<string>() });
    }

    /// <summary>The two calls of a download.</summary>
    protected async Task<byte[]> DownloadAsync(string objectKey, string bucket = Bucket)
    {
        var signed = await GetAsync($"{bucket}/objects/{Uri.EscapeDataString(objectKey)}/signeds3download");
        return await S3.GetByteArrayAsync(signed["url"]!.GetValue<string>(), Cancellation);
    }

    protected static async Task<string> ReasonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["reason"]!.GetValue<string>();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.StatusCode.ShouldBe(expected, text);
        return JsonNode.Parse(text)!;
    }
}
