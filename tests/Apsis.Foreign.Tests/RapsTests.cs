using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Apsis.Foreign.Tests;

/// <summary>The command line client <c>raps</c>, written in Rust by others than Autodesk.</summary>
public sealed class RapsTests : ForeignClientTest
{
    private const string Objects = "/oss/v2/buckets/raps-bucket/objects/";

    [Fact]
    public async Task It_moves_files_in_one_part_and_in_many()
    {
        var content = RandomNumberGenerator.GetBytes(14_000_000);
        await File.WriteAllBytesAsync(InFolder("big.bin"), content, Cancellation);
        await File.WriteAllTextAsync(InFolder("small.txt"), "small", Cancellation);

        (await RapsAsync("bucket", "create", "-k", "raps-bucket", "-p", "transient", "-r", "EMEA"))["bucket_owner"]!.GetValue<string>().ShouldBe("foreign");
        await RapsAsync("object", "upload", "raps-bucket", InFolder("big.bin"), "--key", "a folder/bíg.bin");
        await RapsAsync("object", "upload", "raps-bucket", InFolder("small.txt"));
        await RapsAsync("object", "download", "raps-bucket", "a folder/bíg.bin", "--out-file", "downloaded.bin");
        await RapsAsync("object", "delete", "raps-bucket", "small.txt", "--yes");

        (await File.ReadAllBytesAsync(InFolder("downloaded.bin"), Cancellation)).ShouldBe(content);
        var held = (await HeldAsync(Objects[..^1]))["items"]!.AsArray().ShouldHaveSingleItem()!;
        held["objectKey"]!.GetValue<string>().ShouldBe("a folder/bíg.bin");
        held["sha1"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(SHA1.HashData(content)));
        (await HeldAsync("/oss/v2/buckets?region=EMEA"))["items"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_publishes_an_activity_and_waits_for_its_work_item()
    {
        await File.WriteAllTextAsync(InFolder("activity.json"), """
            { "id": "Hello", "engine": "Local.Shell+1", "appbundles": [], "commandLine": ["$(engine.path)/sh -c \"echo hello from raps\""], "parameters": {} }
            """, Cancellation);

        (await RapsAsync("da", "activity-create", "-f", InFolder("activity.json")))["id"]!.GetValue<string>().ShouldBe("foreign.Hello");
        var submitted = await RapsAsync("da", "run", "foreign.Hello+default", "--wait");

        var held = await HeldAsync($"/da/us-east/v3/workitems/{submitted["workitem_id"]}");
        held["status"]!.GetValue<string>().ShouldBe("success");
        (await Http.GetStringAsync(submitted["report"]!.GetValue<string>(), Cancellation)).ShouldContain("hello from raps");
    }

    private string InFolder(string name) => Path.Combine(Folder, name);

    // With --wait it prints the address of the report below its JSON.
    private async Task<JsonNode> RapsAsync(params string[] arguments)
    {
        Assert.SkipWhen(ForeignClients.Raps is null, "raps is for 64-bit Linux.");
        Settings["HOME"] = Folder;
        var printed = await ForeignClients.RunAsync(
            ForeignClients.Raps, [.. arguments, "--non-interactive", "--no-color", "--no-cache", "--output", "json"], Settings, Cancellation);
        var end = printed.LastIndexOf('}') + 1;
        var answer = JsonNode.Parse(printed[..end])!;
        if (printed[end..].Split("Report: ") is [_, var report]) answer["report"] = report.Trim();
        return answer;
    }
}
