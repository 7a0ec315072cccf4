using System.Net;
using System.Text.Json.Nodes;
using Apsis.Emulator.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Tests.Automation;

public sealed class SettingTests : AutomationTest
{
    [Theory]
    [InlineData("""{"url":"http://127.0.0.1:1/x","headers":{"a":null}}""", "has a header that cannot be sent")]
    [InlineData("""{"url":"http://127.0.0.1:1/x","headers":{"a":"b\r\nc: d"}}""", "has a header that cannot be sent")]
    [InlineData("""{"url":"http://127.0.0.1:1/x","headers":{"a b":"c"}}""", "has a header that cannot be sent")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "has a url that is none of http, https")]
    [InlineData("""{"url":"not a url"}""", "has a url that is none of http, https")]
    [InlineData("""{"url":"data:text/plain;base64,!"}""", "has a data url that cannot be read")]
    [InlineData("""{"url":"urn:adsk.objects:os.object:plans"}""", "has an object urn without")]
    [InlineData("""{"url":"http://127.0.0.1:1/x","verb":"steal"}""", "use one of get, head, post, put")]
    [InlineData("""{"value":"a\u0000b","isEnvironmentVariable":true}""", "has a value with a NUL")]
    public async Task What_cannot_be_fetched_or_set_is_refused_with_the_Activity(string setting, string why)
    {
        var (status, body) = await RefusalAsync(HttpMethod.Post, "/activities", Activity(setting));

        status.ShouldBe(HttpStatusCode.BadRequest, body);
        var message = JsonNode.Parse(body)!["settings"]![0]!.GetValue<string>();
        message.ShouldStartWith("The setting 's' ");
        message.ShouldContain(why);
    }

    [Fact]
    public async Task One_that_an_earlier_emulator_has_stored_is_refused_with_the_WorkItem()
    {
        var activity = await ActivityAsync("Plot", Activity("""{"url":"http://127.0.0.1:1/x"}"""));
        await Emulator.Services.GetRequiredService<EmulatorDatabase>().WriteAsync(
            (connection, _) => connection.Execute("UPDATE da_version SET body = replace(body, 'http://127.0.0.1:1/x', 'file:///etc/passwd')"), Cancellation);

        var (status, body) = await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = activity });
        status.ShouldBe(HttpStatusCode.BadRequest, body);
        body.ShouldContain("has a url that is none of http, https");
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("[\"\"]")]
    [InlineData("[\"$(engine.path)/sh\",\" \"]")]
    public async Task A_command_line_that_is_empty_is_refused(string commandLine)
    {
        var (status, body) = await RefusalAsync(
            HttpMethod.Post, "/activities", JsonNode.Parse($$"""{"id":"Plot","engine":"Local.Shell+1","commandLine":{{commandLine}}}"""));

        status.ShouldBe(HttpStatusCode.BadRequest, body);
        body.ShouldBe("""{"commandLine":["A command line is empty."]}""");
    }

    private static JsonNode Activity(string setting) =>
        JsonNode.Parse($$"""{"id":"Plot","engine":"Local.Shell+1","commandLine":"$(engine.path)/sh","settings":{"s":{{setting}} } }""")!;
}
