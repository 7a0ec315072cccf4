using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Automation;

public sealed class AppBundleUploadTests : AutomationTest
{
    protected override void Configure(ApsEmulatorOptions options) => options.Automation.MaxAppBundleBytes = 10_000;

    [Fact]
    public async Task The_form_of_the_dotnet_client_is_taken()
    {
        var created = await CreateAsync();
        var body = new StringBuilder();
        foreach (var (name, value) in Fields(created))
            body.Append($"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name={name}\r\n\r\n{value}\r\n");
        body.Append("--b\r\nContent-Disposition: form-data; name=file\r\n\r\nPK!\r\n--b\r\nContent-Disposition: form-data; name=late\r\n\r\nignored\r\n--b--\r\n");
        using var content = new StringContent(body.ToString());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=\"b\"");

        var (status, text) = await PostAsync(created, content);
        status.ShouldBe(HttpStatusCode.OK, text);
        await CallAsync(HttpMethod.Post, "/appbundles/Tool/aliases", new { id = "prod", version = 1 });
        using var anonymous = new HttpClient();
        (await anonymous.GetStringAsync((await CallAsync(HttpMethod.Get, "/appbundles/client-a.Tool+prod"))["package"]!.GetValue<string>(), Cancellation)).ShouldBe("PK!");
    }

    [Theory]
    [InlineData("policy", null, HttpStatusCode.Forbidden, "AccessDenied")]
    [InlineData("policy", "e30=", HttpStatusCode.Forbidden, "SignatureDoesNotMatch")]
    [InlineData("key", "apps/client-b/Tool/1", HttpStatusCode.Forbidden, "AccessDenied")]
    [InlineData("content-type", "text/html", HttpStatusCode.Forbidden, "AccessDenied")]
    [InlineData("file", null, HttpStatusCode.BadRequest, "InvalidArgument")]
    [InlineData("file", "large", HttpStatusCode.BadRequest, "EntityTooLarge")]
    public async Task A_changed_form_is_refused_as_s3_does(string field, string? value, HttpStatusCode expected, string code)
    {
        var created = await CreateAsync();
        using var form = new MultipartFormDataContent();
        foreach (var (name, original) in Fields(created))
        {
            if ((name == field ? value : original) is { } sent) form.Add(new StringContent(sent), name);
        }

        if (field != "file" || value is not null) form.Add(new ByteArrayContent(new byte[value == "large" ? 10_001 : 10]), "file", "x.zip");
        var (status, text) = await PostAsync(created, form);

        status.ShouldBe(expected, text);
        text.ShouldContain($"<Code>{code}</Code>");
    }

    [Theory]
    [InlineData("zz", "Extra input fields: zz")]
    [InlineData("x-amz-meta-a", "Extra input fields: x-amz-meta-a")]
    [InlineData("a<b", "Extra input fields: a&lt;b")]
    [InlineData("0", "Extra input fields: 0")]
    [InlineData("x-ignore-a", null)]
    public async Task A_field_that_the_policy_does_not_name_is_refused_as_s3_does(string extra, string? refusal)
    {
        var created = await CreateAsync();
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(created)) form.Add(new StringContent(value), name);
        form.Add(new StringContent("1"), extra);
        form.Add(new ByteArrayContent([1]), "file", "x.zip");
        var (status, text) = await PostAsync(created, form);

        status.ShouldBe(refusal is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden, text);
        if (refusal is not null) text.ShouldContain($"<Code>AccessDenied</Code><Message>Invalid according to Policy: {refusal}</Message>");
    }

    [Fact]
    public async Task Fields_after_the_file_do_not_count()
    {
        var created = await CreateAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "x.zip" } };
        foreach (var (name, value) in Fields(created)) form.Add(new StringContent(value), name);

        (await PostAsync(created, form)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_bundle_that_was_never_uploaded_fails_the_item()
    {
        await CreateAsync();
        await CallAsync(HttpMethod.Post, "/appbundles/Tool/aliases", new { id = "prod", version = 1 });
        string[] bundles = ["client-a.Tool+prod"];
        var activity = await ActivityAsync("Use", new { id = "Use", engine = "Local.Shell+1", commandLine = "$(engine.path)/sh \"$(appbundles[Tool].path)\"", appbundles = bundles });

        var (status, report) = await RunAsync(activity);
        status.ShouldBe("failedInstructions");
        report.ShouldContain("Failed to prepare app package(s)");
    }

    private Task<JsonNode> CreateAsync() => CallAsync(HttpMethod.Post, "/appbundles", new { id = "Tool", engine = "Local.Shell+1" });

    private static IEnumerable<(string Name, string Value)> Fields(JsonNode created) =>
        created["uploadParameters"]!["formData"]!.AsObject().Select(pair => (pair.Key, pair.Value!.GetValue<string>()));

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(JsonNode created, HttpContent content)
    {
        using var anonymous = new HttpClient();
        using var response = await anonymous.PostAsync(created["uploadParameters"]!["endpointURL"]!.GetValue<string>(), content, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
