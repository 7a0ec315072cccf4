using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Processes;

/// <summary>What <c>apsis emulator</c> is told of its engines.</summary>
public sealed class EmulatorEngineTests : CliTest
{
    private const string Da = "/da/us-east/v3";

    [Fact]
    public async Task It_runs_the_named_product_and_lets_simulations_end_as_it_was_told()
    {
        var product = Directory.CreateTempSubdirectory("apsis-product-");
        await File.WriteAllTextAsync(Path.Combine(product.FullName, "accoreconsole.exe"), "a stand-in", Cancellation);
        await using var cli = CliProcess.Start(
            Variables, "emulator", "--port", "0", "--in-memory", "--engine", $"Autodesk.AutoCAD+25_1={product.FullName}",
            "--simulated-status", "Autodesk.Nop+Latest=failedInstructions", "--simulated-seconds", "0");
        await Eventually.TrueAsync(() => cli.Output.Contains("APS_BASE_URL=http://127.0.0.1:", StringComparison.Ordinal), () => cli.Output + cli.Error, Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(cli.Output.Split("APS_BASE_URL=")[1].Trim()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(client));

        (await client.GetStringAsync(Da + "/engines/Autodesk.AutoCAD+25_1", Cancellation)).ShouldContain("accoreconsole on this machine");
        using var submitted = await client.PostAsJsonAsync(Da + "/workitems", new { activityId = "Autodesk.Nop+Latest" }, Cancellation);
        var id = JsonNode.Parse(await submitted.Content.ReadAsStringAsync(Cancellation))!["id"];
        await Eventually.HoldsAsync(
            async () => (await client.GetStringAsync($"{Da}/workitems/{id}", Cancellation)).Contains("\"failedInstructions\"", StringComparison.Ordinal), Cancellation);
        product.Delete(recursive: true);
    }

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "a"), new("client_secret", "b"), new("scope", "code:all")]);
        using var answer = await client.PostAsync("/authentication/v2/token", form, Cancellation);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["access_token"]!.GetValue<string>();
    }
}
