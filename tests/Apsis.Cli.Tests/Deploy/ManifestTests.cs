using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Deploy;

public sealed class ManifestTests : CliTest
{
    private const string Good = """{ "id": "A", "alias": "prod", "engine": "Local.Shell+1", "commandLine": ["x"] }""";

    [Theory]
    [InlineData("""{ "activity": 7 }""", "(activity)")]
    [InlineData("{\n  \"activity\": {\n    \"id\": \"A\",,", "at line 3")]
    [InlineData("""{ "activity": { "id": "A" } }""", "alias")]
    [InlineData("""{ "activity": ACTIVITY, "bundel": {} }""", "bundel")]
    [InlineData("""{ "activity": ACTIVITY, "activity": ACTIVITY }""", "activity")]
    [InlineData("null", "an object is expected")]
    [InlineData("{}", "neither an activity nor a bundle")]
    [InlineData("""{ "activity": ACTIVITY, "activities": [ACTIVITY] }""", "there is activity too")]
    [InlineData("""{ "activities": [ACTIVITY, ACTIVITY] }""", "the activity 'A' is there 2 times")]
    [InlineData("""{ "activities": [null] }""", "activities[0]: it is null")]
    public async Task A_malformed_manifest_is_refused_with_the_place(string manifest, string expected) =>
        (await RefusedAsync(manifest.Replace("ACTIVITY", Good, StringComparison.Ordinal))).ShouldContain(expected);

    [Theory]
    [InlineData("""{ "bundle": { "id": "a b", "path": "A.bundle" }, "activity": ACTIVITY }""", "bundle.id: 'a b' is no name")]
    [InlineData("""{ "bundle": { "id": "A", "path": "../A.bundle" }, "activity": ACTIVITY }""", "bundle.path: '../A.bundle' must be a folder below")]
    [InlineData("""{ "bundle": { "id": "A", "path": "/tmp/A.bundle" }, "activity": ACTIVITY }""", "must be a folder below")]
    [InlineData("""{ "bundle": { "id": "A", "path": "A" }, "activity": ACTIVITY }""", "must end in .bundle")]
    [InlineData("""{ "bundle": { "id": "A", "path": "A.bundle", "build": [] }, "activity": ACTIVITY }""", "bundle.build: it must begin with a program")]
    [InlineData("""{ "bundle": { "id": "A", "path": "A.bundle" }, "activity": ACTIVITY }""", "does not exist")]
    [InlineData("""{ "bundle": { "id": "A", "path": "A.bundle" } }""", "bundle.engine: it is needed")]
    [InlineData("""{ "bundles": [{ "id": "A", "path": "A.bundle", "engine": "Local.Shell+1" }] }""", "bundles[0].alias: it is needed")]
    public async Task A_wrong_bundle_is_refused(string manifest, string expected) =>
        (await RefusedAsync(manifest.Replace("ACTIVITY", Good, StringComparison.Ordinal))).ShouldContain(expected);

    [Theory]
    [InlineData("\"parameters\": { \"p\": { \"verb\": \"fetch\" } }", "activity.parameters.p.verb: 'fetch' is none of get, head, read, put, post, patch")]
    [InlineData("\"parameters\": { \"p\": { \"verb\": \"get\", \"localName\": \"../x\" } }", "activity.parameters.p.localName")]
    [InlineData("\"settings\": { \"s\": 7 }", "activity.settings.s: it must be a text")]
    [InlineData("\"settings\": { \"s\": { \"file\": \"../x\" } }", "activity.settings.s: '../x' must be a file below")]
    [InlineData("\"settings\": { \"s\": { \"url\": \"https://x\", \"value\": \"y\" } }", "activity.settings.s: it must be a text")]
    [InlineData("\"parameters\": { \"p\": { } }", "activity.parameters.p.verb: '' is none of")]
    [InlineData("\"parameters\": { \"p\": null }", "p: it is null")]
    [InlineData("\"appbundles\": [\"B\"]", "activity.appbundles: 'B' is neither a bundle of this file nor a qualified id")]
    [InlineData("\"engine\": \"AutoCAD\"", "activity.engine: 'AutoCAD' is no engine")]
    [InlineData("\"alias\": \"$LATEST\"", "activity.alias: '$LATEST' is no alias")]
    public async Task A_wrong_activity_is_refused(string member, string expected)
    {
        var name = member.Split('"')[1];
        var others = string.Join(", ", Good.Trim('{', '}', ' ').Split(", ").Where(part => !part.StartsWith($"\"{name}\"", StringComparison.Ordinal)));
        (await RefusedAsync($"{{ \"activity\": {{ {others}, {member} }} }}")).ShouldContain(expected);
    }

    [Fact]
    public async Task A_folder_without_a_manifest_is_refused()
    {
        var result = await RunAsync("run", Folder);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("has no apsis.json");
    }

    [Fact]
    public async Task A_build_that_fails_shows_what_it_printed()
    {
        Write("apsis.json", $$"""{ "bundle": { "id": "A", "path": "A.bundle", "build": ["sh", "-c", "echo the compiler is unhappy; exit 9"] }, "activity": {{Good}} }""");
        var result = await RunAsync("deploy", Folder);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("ended with 9");
        result.Error.ShouldContain("the compiler is unhappy");
    }

    [Fact]
    public async Task A_link_out_of_the_bundle_is_refused()
    {
        Write("A.bundle/a.txt", "a");
        Write("apsis.json", $$"""{ "bundle": { "id": "A", "path": "A.bundle" }, "activity": {{Good}} }""");
        File.CreateSymbolicLink(Path.Combine(Folder, "A.bundle", "b.txt"), "/etc/passwd");
        var result = await RunAsync("deploy", Folder);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("does not lead to a file of the folder");
    }

    private async Task<string> RefusedAsync(string manifest)
    {
        Write("apsis.json", manifest);
        var result = await RunAsync("deploy", Folder);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldBeEmpty();
        result.Error.ShouldNotContain("Apsis.Cli");
        return result.Error;
    }
}
