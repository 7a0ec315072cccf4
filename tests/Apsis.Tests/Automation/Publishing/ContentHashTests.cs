using System.Text.Json;
using Apsis.Automation;
using Apsis.Automation.Publishing;

namespace Apsis.Tests.Automation.Publishing;

public sealed class ContentHashTests
{
    private static readonly Activity Walls = new()
    {
        Engine = "E+1",
        CommandLine = ["a", "b"],
        Parameters = new Dictionary<string, ActivityParameter> { ["x"] = new() { LocalName = "1" }, ["y"] = new() { Verb = Verb.Put } },
        Settings = new Dictionary<string, ActivitySetting> { ["s"] = new() { Value = "1" }, ["t"] = new() { Value = "2" } },
        Description = "d",
    };

    [Fact]
    public void The_order_of_names_does_not_matter() =>
        CanonicalDefinition.HashOf(Walls with
        {
            Parameters = Walls.Parameters.Reverse().ToDictionary(),
            Settings = Walls.Settings.Reverse().ToDictionary(),
            Id = "Walls",
            Version = 7,
        }).ShouldBe(CanonicalDefinition.HashOf(Walls));

    [Fact]
    public void Everything_else_does()
    {
        Activity[] others =
        [
            Walls with { Engine = "E+2" },
            Walls with { CommandLine = ["ab"] },
            Walls with { CommandLine = ["b", "a"] },
            Walls with { AppBundles = ["me.B+p"] },
            Walls with { Description = "e" },
            Walls with { Parameters = new Dictionary<string, ActivityParameter> { ["x"] = new() { LocalName = "2" }, ["y"] = new() { Verb = Verb.Put } } },
            Walls with { Parameters = new Dictionary<string, ActivityParameter> { ["x"] = new() { LocalName = "1" }, ["y"] = new() { Verb = Verb.Post } } },
            Walls with { Settings = new Dictionary<string, ActivitySetting> { ["s"] = new() { Value = "1", IsEnvironmentVariable = true }, ["t"] = new() { Value = "2" } } },
            Walls with { Extra = new Dictionary<string, JsonElement> { ["tomorrow"] = JsonDocument.Parse("1").RootElement } },
        ];

        others.Append(Walls).Select(CanonicalDefinition.HashOf).ShouldBeUnique();
    }

    [Fact]
    public void The_mark_is_found_at_the_end_of_a_description_only()
    {
        var hash = new string('a', 64);
        ContentMark.IsIn(ContentMark.Describe("Walls.", hash), hash).ShouldBeTrue();
        ContentMark.IsIn(ContentMark.Describe(null, hash), hash).ShouldBeTrue();
        ContentMark.IsIn($"[sha256:{hash}] and more", hash).ShouldBeFalse();
        ContentMark.IsIn(ContentMark.Describe("Walls.", hash), new string('b', 64)).ShouldBeFalse();
        ContentMark.IsIn(null, hash).ShouldBeFalse();
    }
}
