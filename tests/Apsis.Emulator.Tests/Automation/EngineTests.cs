using System.Globalization;
using System.Text.Json;

namespace Apsis.Emulator.Tests.Automation;

public sealed class EngineTests : AutomationTest
{
    [Fact]
    public async Task The_engines_of_the_service_are_all_listed_and_no_others_but_the_local_ones()
    {
        var ids = await ListAsync();
        ids.ShouldBeUnique();
        ids.Where(id => id.StartsWith("Autodesk.", StringComparison.Ordinal)).ShouldBe(
            [
                .. Of("AutoCAD", "24", "24_1", "24_2", "24_3", "25_0", "25_1", "26_0"),
                .. Of("Revit", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027"),
                .. Of("Inventor", "24", "2022", "2023", "2024", "2025", "2026", "2027", "2025_Net8"),
                .. Of("3dsMax", "2020", "2021", "2022", "2023", "2024", "2025", "2026"),
                .. Of("Fusion", "Latest"), .. Of("Test", "Latest"),
            ],
            ignoreOrder: true);
        ids.Where(id => !id.StartsWith("Autodesk.", StringComparison.Ordinal)).ShouldBe(["Local.DotNet+10", "Local.Shell+1", "Local.Python+3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Each_engine_has_the_four_members_of_the_service()
    {
        foreach (var id in await ListAsync())
        {
            var engine = (await CallAsync(HttpMethod.Get, $"/engines/{Uri.EscapeDataString(id)}")).AsObject();
            engine.Select(member => member.Key).ShouldBe(["productVersion", "description", "version", "id"], ignoreOrder: true, id);
            engine["id"]!.GetValue<string>().ShouldBe(id);
            engine["productVersion"]!.GetValue<string>().ShouldBe(id.Split('+')[1].Replace('_', '.'));
            engine["description"]!.GetValue<string>().ShouldNotBeEmpty(id);
            engine["version"]!.GetValueKind().ShouldBe(JsonValueKind.Number, id);
            int.Parse(engine["version"]!.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0, id);
        }
    }

    private static IEnumerable<string> Of(string product, params string[] aliases) => aliases.Select(alias => $"Autodesk.{product}+{alias}");

    private async Task<List<string>> ListAsync()
    {
        var ids = new List<string>();
        for (string? token = ""; token is not null;)
        {
            var page = await CallAsync(HttpMethod.Get, $"/engines?page={token}");
            ids.AddRange(page["data"]!.AsArray().Select(id => id!.GetValue<string>()));
            token = page["paginationToken"]?.GetValue<string>();
        }

        return ids;
    }
}
