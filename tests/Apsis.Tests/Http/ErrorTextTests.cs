using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.Http;

public sealed class ErrorTextTests
{
    [Theory]
    [InlineData("""{"reason":"Bucket not found"}""", "Bucket not found")]
    [InlineData("""{"developerMessage":"Quota limit exceeded."}""", "Quota limit exceeded")]
    [InlineData("""{"activityId":["Cannot parse id."],"x":"y"}""", "activityId: Cannot parse id.; x: y")]
    [InlineData("\"Cannot modify alias that does not exist.\"", "Cannot modify alias that does not exist")]
    [InlineData("plain text", "plain text")]
    [InlineData("<Error><Code>AccessDenied</Code></Error>", "<Error><Code>AccessDenied</Code></Error>")]
    [InlineData("", "")]
    [InlineData("[1,2]", "[1,2]")]
    public void Each_service_s_error_body_becomes_a_sentence(string body, string sentence) => ApsErrorReader.Reason(body).ShouldBe(sentence);

    [Fact]
    public void Terminal_escapes_and_endless_bodies_are_tamed()
    {
        ApsErrorReader.Reason("a\u001b[31mred\r\nb").ShouldBe("a [31mred  b");
        ApsErrorReader.Reason(new string('x', 100_000)).Length.ShouldBeLessThan(1100);
    }

    [Theory]
    [InlineData("https://s3.example/a/b?X-Amz-Signature=abc&x=1 rest", "https://s3.example/a/b?*** rest")]
    [InlineData("see https://h/oss/v2/signedresources/1234-5678?region=US.", "see https://h/oss/v2/signedresources/***?***")]
    [InlineData("Authorization: Bearer eyJ.a.b, next", "Authorization: Bearer ***, next")]
    [InlineData("""{"url":"http://127.0.0.1:1/x?sig=1"}""", """{"url":"http://127.0.0.1:1/x?***"}""")]
    [InlineData("nothing secret", "nothing secret")]
    public void Signatures_and_tokens_are_taken_out_of_texts(string text, string redacted) => SignedUrl.Redact(text).ShouldBe(redacted);

    [Fact]
    public void A_signed_URL_prints_without_its_secret_and_reveals_it_on_request()
    {
        var url = new SignedUrl("https://s3.example/key?X-Amz-Signature=abc");

        url.ToString().ShouldBe("https://s3.example/key?***");
        $"{new { url }}".ShouldNotContain("abc");
        url.Reveal().ShouldContain("X-Amz-Signature=abc");
    }

    [Theory]
    [InlineData("ftp://x/y")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    [InlineData("")]
    public void A_signed_URL_is_http_or_nothing(string text) => Should.Throw<FormatException>(() => new SignedUrl(text));

    [Fact]
    public async Task A_malformed_answer_is_an_error_that_says_where_and_does_not_quote()
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(context, """{"id": 7, "secret":"quoted"}"""));

        var error = await Should.ThrowAsync<AutomationException>(() => service.Automation().WorkItems.GetAsync("w", TestContext.Current.CancellationToken));

        error.Message.ShouldContain("$.id");
        error.ToString().ShouldNotContain("quoted");
    }

    [Fact]
    public async Task An_answer_without_end_is_given_up()
    {
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            var block = new byte[1024 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
        });
        var automation = service.Automation(new ApsPipelineOptions { MaxRetries = 0 });

        await Should.ThrowAsync<AutomationException>(() => automation.WorkItems.GetAsync("w", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_so_that_no_token_reaches_another_host()
    {
        await using var other = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(context, "\"stolen\""));
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.Redirect(other.BaseUrl + "da/us-east/v3/forgeapps/me");
            return Task.CompletedTask;
        });

        await Should.ThrowAsync<AutomationException>(() => service.Automation().App.GetNicknameAsync(TestContext.Current.CancellationToken));
        other.Requests.ShouldBeEmpty();
    }
}
