using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Automation;

/// <summary>A body that is not what a call takes is told in the words of who has written it.</summary>
public sealed class BodyTests : AutomationTest
{
    [Theory]
    [InlineData("/workitems", """{"activityId":5}""", "activityId", "'activityId' must be a text.")]
    [InlineData("/workitems", """{"activityId":"x","limitProcessingTimeSec":"long"}""", "limitProcessingTimeSec", "'limitProcessingTimeSec' must be a whole number.")]
    [InlineData("/workitems", """{"gpu":"perhaps"}""", "gpu", "'gpu' must be true or false.")]
    [InlineData("/workitems", """{"arguments":[]}""", "arguments", "'arguments' must be an object.")]
    [InlineData("/workitems", """{"arguments":{"x":{"url":5}}}""", "arguments.x.url", "'arguments.x.url' must be a text.")]
    [InlineData("/workitems", """{"arguments":{"x":{"references":[{"headers":[]}]}}}""", "arguments.x.references[0].headers", "'arguments.x.references[0].headers' must be an object.")]
    [InlineData("/workitems", "[]", "", "it must be an object.")]
    [InlineData("/workitems", "", "", "there is no JSON in it.")]
    [InlineData("/workitems", "{", "", "Expected depth to be zero")]
    [InlineData("/workitems", """{"activityId":nonsense}""", "activityId", "at 'activityId': '")]
    [InlineData("/workitems/batch", "{}", "", "it must be a list.")]
    [InlineData("/activities", """{"commandLine":5}""", "commandLine", "at 'commandLine': it must be a text or a list of texts.")]
    [InlineData("/activities", """{"commandLine":["a",5]}""", "commandLine", "at 'commandLine': it must be a text or a list of texts.")]
    [InlineData("/activities", """{"settings":[]}""", "settings", "'settings' must be an object.")]
    [InlineData("/activities", """{"settings":{"s":5}}""", "settings.s", "'settings.s' must be an object.")]
    [InlineData("/activities", """{"settings":{"s":{"headers":5}}}""", "settings.s.headers", "'settings.s.headers' must be an object.")]
    [InlineData("/activities", """{"parameters":{"x":{"required":"yes"}}}""", "parameters.x.required", "'parameters.x.required' must be true or false.")]
    [InlineData("/appbundles", """{"appbundles":5}""", "appbundles", "'appbundles' must be a list.")]
    public async Task The_member_and_what_was_expected_of_it_are_named(string path, string body, string field, string message)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Client.PostAsync(Da + path, content, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
        foreach (var word in (string[])["System.", "Apsis.", "Path:", "LineNumber", "BytePosition", "isFinalBlock"]) text.ShouldNotContain(word);
        var refusal = JsonNode.Parse(text)!.AsObject().Single();
        refusal.Key.ShouldBe(field);
        refusal.Value![0]!.GetValue<string>().ShouldStartWith("The body is not what this call takes: " + message);
    }
}
