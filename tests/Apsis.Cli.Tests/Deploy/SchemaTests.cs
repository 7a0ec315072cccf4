using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Apsis.Cli.Deploy;
using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Deploy;

public sealed class SchemaTests
{
    private const string Good = """{ "id": "A", "alias": "prod", "engine": "Local.Shell+1", "commandLine": ["x"] }""";

    private static readonly JsonElement Schema = JsonDocument.Parse(Repository.Read("docs/apsis.schema.json")).RootElement;

    [Fact]
    public void Every_manifest_of_the_repository_fits_and_names_the_schema()
    {
        var manifests = Directory.EnumerateFiles(Repository.PathOf("samples"), "apsis.json", SearchOption.AllDirectories).ToList();

        manifests.Count.ShouldBeGreaterThanOrEqualTo(7);
        foreach (var path in manifests)
        {
            var manifest = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
            new SchemaCheck(Schema).Check(manifest).ShouldBeEmpty(path);
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, manifest.GetProperty("$schema").GetString()!)).ShouldBe(Repository.PathOf("docs/apsis.schema.json"));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "bundle": { "id": "a b", "path": "A.bundle" } }""")]
    [InlineData("""{ "bundle": { "id": "A", "path": "A.bundle", "build": [] } }""")]
    [InlineData("""{ "activity": { "id": "A", "alias": "prod", "engine": "AutoCAD" } }""")]
    [InlineData("""{ "activity": GOOD, "bundel": {} }""")]
    [InlineData("""{ "activities": [{ "id": "A" }] }""")]
    [InlineData("""{ "activity": { "id": "A", "alias": "p", "engine": "L.S+1", "parameters": { "p": { "verb": "fetch" } } } }""")]
    [InlineData("""{ "activity": { "id": "A", "alias": "p", "engine": "L.S+1", "settings": { "s": { "value": "x", "file": "y" } } } }""")]
    public void What_apsis_refuses_does_not_fit(string manifest) =>
        new SchemaCheck(Schema).Check(JsonDocument.Parse(manifest.Replace("GOOD", Good, StringComparison.Ordinal)).RootElement).ShouldNotBeEmpty();

    [Fact]
    public void It_knows_the_members_that_apsis_reads_and_no_others()
    {
        var types = ManifestJson.Default;
        NamesOf(types.AppManifest).ShouldBe(NamesOf(Schema), ignoreOrder: true);
        NamesOf(types.BundleManifest).ShouldBe(NamesOf(Schema.GetProperty("$defs").GetProperty("bundle")), ignoreOrder: true);
        NamesOf(types.ActivityManifest).ShouldBe(NamesOf(Schema.GetProperty("$defs").GetProperty("activity")), ignoreOrder: true);
        NamesOf(types.ParameterManifest).ShouldBe(NamesOf(Schema.GetProperty("$defs").GetProperty("parameter")), ignoreOrder: true);
    }

    // What is computed can be neither read nor written.
    private static string[] NamesOf(JsonTypeInfo type) => [.. type.Properties.Where(property => property.Get is not null || property.Set is not null).Select(property => property.Name)];

    private static string[] NamesOf(JsonElement schema) => [.. schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
}
