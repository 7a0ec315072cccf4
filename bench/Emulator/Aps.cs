using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Apsis.Bench.Emulation;

/// <summary>An app at the emulator, by plain HTTP, with what the measurements ask for.</summary>
internal sealed class Aps(HttpClient client, Uri address)
{
    private const string Bucket = "/oss/v2/buckets/bench";

    public async Task LogInAsync()
    {
        using var answer = await client.PostAsync(new Uri(address, "/authentication/v2/token"), new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", "bench"), new("client_secret", "any"),
            new("scope", "code:all data:read data:write data:create bucket:create"),
        ]));
        var token = (await JsonAsync(answer))["access_token"]!.GetValue<string>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await PostAsync("/oss/v2/buckets", new { bucketKey = "bench", policyKey = "transient" });
    }

    /// <summary>The address of the status of a WorkItem that has ended.</summary>
    public async Task<Uri> WorkItemAsync()
    {
        var id = (await PostAsync("/da/us-east/v3/workitems", new { activityId = "Autodesk.Nop+Latest" }))["id"]!.GetValue<string>();
        var status = new Uri(address, $"/da/us-east/v3/workitems/{id}");
        while ((await client.GetFromJsonAsync<JsonNode>(status))!["status"]!.GetValue<string>() is "pending" or "inprogress") await Task.Delay(50);
        return status;
    }

    /// <summary>The address of an object's metadata.</summary>
    public async Task<Uri> ObjectAsync(string objectKey, byte[] content)
    {
        using var anonymous = new HttpClient();
        var (url, uploadKey) = await OpenUploadAsync(objectKey);
        await Load.PutAsync(anonymous, url, content);
        await PostAsync($"{Bucket}/objects/{objectKey}/signeds3upload", new { uploadKey });
        return new Uri(address, $"{Bucket}/objects/{objectKey}/details");
    }

    public async Task<(Uri Url, string UploadKey)> OpenUploadAsync(string objectKey)
    {
        var opened = JsonNode.Parse(await client.GetStringAsync(new Uri(address, $"{Bucket}/objects/{objectKey}/signeds3upload?minutesExpiration=60")))!;
        return (new Uri(opened["urls"]![0]!.GetValue<string>()), opened["uploadKey"]!.GetValue<string>());
    }

    public async Task<Uri> DownloadAsync(string objectKey) =>
        new(JsonNode.Parse(await client.GetStringAsync(new Uri(address, $"{Bucket}/objects/{objectKey}/signeds3download?minutesExpiration=60")))!["url"]!.GetValue<string>());

    public async Task<int> LengthAsync(Uri url) => (await client.GetByteArrayAsync(url)).Length;

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(address, path), body);
        return await JsonAsync(answer);
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
    }
}
