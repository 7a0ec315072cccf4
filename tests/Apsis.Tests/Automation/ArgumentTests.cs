using System.Text.Json;
using System.Text.Json.Nodes;
using Apsis.Automation;
using CsCheck;

namespace Apsis.Tests.Automation;

public sealed class ArgumentTests
{
    private static readonly Gen<string> Texts = Gen.String[0, 20].Where(text => !text.Any(char.IsSurrogate));

    private static readonly Gen<JsonNode?> Nodes = Gen.OneOf(
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Texts.Select(text => (JsonNode?)new JsonObject { ["text"] = text }),
        Gen.Int.Array[0, 3].Select(numbers => (JsonNode?)new JsonArray([.. numbers.Select(number => (JsonNode?)number)])));

    [Fact]
    public void Any_argument_is_the_same_json_after_a_round_trip() =>
        Arguments().Sample(argument =>
        {
            var json = Json(argument);
            var again = JsonSerializer.Deserialize(json, AutomationJson.Default.WorkItemSpec)!.Arguments["a"];
            return Json(again) == json;
        }, iter: 2000);

    [Fact]
    public void Special_arguments_have_the_form_that_the_service_documents()
    {
        Json(WorkItemArgument.Debug()).ShouldContain("""{"uploadJobFolder":true}""");
        Json(WorkItemArgument.Mask(false)).ShouldContain("\"a\":false");
        Json(WorkItemArgument.UserToken("secret")).ShouldContain("\"a\":\"secret\"");
        Json(WorkItemArgument.Callback(new Uri("https://me/done"), new Dictionary<string, string> { ["X"] = "y" }))
            .ShouldContain("""{"url":"https://me/done","verb":"post","headers":{"X":"y"}}""");
    }

    [Fact]
    public void Data_is_escaped_and_read_back_by_any_reader_of_data_urls()
    {
        const string text = "{ \"a\": \"100 % ü,+#\" }\r\n";
        var argument = WorkItemArgument.Data(text, "application/json", "params.json");

        argument.Url.ShouldStartWith("data:application/json,");
        Uri.UnescapeDataString(argument.Url["data:application/json,".Length..]).ShouldBe(text);
        argument.LocalName.ShouldBe("params.json");
        Should.Throw<ArgumentException>(() => WorkItemArgument.Data("x", "a,b"));
    }

    [Fact]
    public void A_user_s_token_does_not_print() => $"{WorkItemArgument.UserToken("hunter2")} {new ActivitySetting { Url = "https://x?hunter2" }}".ShouldNotContain("hunter2");

    private static string Json(WorkItemArgument argument) => JsonSerializer.Serialize(
        new WorkItemSpec { ActivityId = "x", Arguments = new Dictionary<string, WorkItemArgument> { ["a"] = argument } }, AutomationJson.Default.WorkItemSpec);

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<WorkItemArgument> Arguments() => Gen.OneOf(
        Texts.Select(text => (WorkItemArgument)new WorkItemArgument.Text(text)),
        Nodes.Select(node => (WorkItemArgument)new WorkItemArgument.Json(node)),
        Nodes.Select(node => (WorkItemArgument)new WorkItemArgument.Raw(node)),
        Transfers(2).Select(transfer => (WorkItemArgument)transfer));

    private static Gen<WorkItemArgument.Transfer> Transfers(int depth)
    {
        var references = depth == 0
            ? Gen.Bool.Select(_ => (IReadOnlyList<WorkItemArgument.Transfer>?)null)
            : Transfers(depth - 1).Array[0, 2].Select(items => (IReadOnlyList<WorkItemArgument.Transfer>?)items);
        var names = Gen.Select(Texts, Texts, Any<string?>(null, "p"), Any<string?>(null, "c"));
        var flags = Gen.Select(Gen.Bool, Any<bool?>(null, true, false), Any<Verb?>(null, Verb.Put, Verb.RefGet, new Verb("Beam")));
        var maps = Gen.Select(Gen.Dictionary(Texts, Texts)[0, 3], Gen.Dictionary(Texts, Nodes)[0, 2], Gen.Bool);
        return Gen.Select(names, flags, maps, references).Select((name, flag, map, list) => new WorkItemArgument.Transfer
        {
            Url = name.Item1,
            LocalName = name.Item2,
            PathInZip = name.Item3,
            RequestContent = name.Item4,
            Optional = flag.Item1,
            Zip = flag.Item2,
            Verb = flag.Item3,
            Headers = map.Item1,
            Multiparts = map.Item3 ? new JsonObject(map.Item2.Select(item => KeyValuePair.Create(item.Key, item.Value?.DeepClone()))) : null,
            Extra = new JsonObject { ["colour"] = name.Item1 },
            References = list,
        });
    }
}
