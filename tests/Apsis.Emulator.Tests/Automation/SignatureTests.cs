using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Apsis.Emulator.Tests.Sockets;
using Microsoft.AspNetCore.WebUtilities;

namespace Apsis.Emulator.Tests.Automation;

public sealed class SignatureTests : AutomationTest
{
    private const string Missing = "Argument must be specified when using 3-legged oauth token. (Parameter 'Signatures.ActivityId')";

    private readonly RSA _key = RSA.Create(2048);
    private HttpClient? _user;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _user = Anonymous();
        _user.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await UserTokenAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        _key.Dispose();
        _user?.Dispose();
        await base.DisposeAsync();
    }

    protected override void Configure(ApsEmulatorOptions options) => options.Authentication.ConsentAs = "ada@example.com";

    [Fact]
    public async Task A_user_submits_what_the_app_has_signed_and_follows_it()
    {
        var activity = await ShellActivityAsync("Quick", "true");
        await SetKeyAsync();
        var answer = await CallAsync(HttpMethod.Post, "/workitems", new { activityId = activity, signatures = new { activityId = Sign(activity) } }, _user);
        var id = answer["id"]!.GetValue<string>();
        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
        (await CallAsync(HttpMethod.Get, $"/workitems/{id}", client: _user))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task Without_a_signature_a_user_may_submit_nothing_one_by_one_in_batches_or_combined()
    {
        await SetKeyAsync();
        var item = new { activityId = "Autodesk.Nop+Latest" };
        await ShouldMissAsync("/workitems", item);
        await ShouldMissAsync("/workitems/batch", new[] { item });
        await ShouldMissAsync("/workitems/combine", new { parts = new[] { item }, combinator = item });
        await CallAsync(HttpMethod.Post, "/workitems", item);

        async Task ShouldMissAsync(string path, object body)
        {
            var (status, text) = await RefusalAsync(HttpMethod.Post, path, body, _user);
            status.ShouldBe(HttpStatusCode.BadRequest);
            JsonNode.Parse(text)!["Signatures.ActivityId"]![0]!.GetValue<string>().ShouldBe(Missing);
        }
    }

    [Fact]
    public async Task Over_a_WebSocket_a_user_needs_the_same_signature()
    {
        await SetKeyAsync();
        await using var socket = await EmulatedSocket.ConnectAsync(Emulator.BaseAddress, _user!.DefaultRequestHeaders.Authorization!.Parameter);
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = "Autodesk.Nop+Latest" } });
        JsonNode.Parse(await socket.ReadErrorAsync())!["Signatures.ActivityId"]![0]!.GetValue<string>().ShouldBe(Missing);

        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = "Autodesk.Nop+Latest", Signatures = new { activityId = Sign("Autodesk.Nop+Latest") } } });
        (await socket.ReadEndAsync())["data"]!["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task A_signature_of_something_else_by_somebody_else_or_of_no_form_is_refused()
    {
        using var another = RSA.Create(2048);
        const string Activity = "Autodesk.Nop+Latest";
        (await SubmitAsync(Sign(Activity))).Body.ShouldContain("has no public key");
        await SetKeyAsync();
        (await SubmitAsync(Sign(Activity))).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var wrong in new[]
                 {
                     Sign("Autodesk.Other+Latest"), Sign(Activity, another), "no base64!", "AAAA",
                     Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(Activity), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
                 })
            (await SubmitAsync(wrong)).ShouldBe((HttpStatusCode.BadRequest, """{"Signatures.ActivityId":["The signature is not that of the activityId by the app\u0027s key."]}"""));

        await CallAsync(HttpMethod.Patch, "/forgeapps/me", new { publicKey = new { Exponent = "AQ==", Modulus = "Ag==" } });
        (await SubmitAsync(Sign(Activity))).Status.ShouldBe(HttpStatusCode.BadRequest);

        Task<(HttpStatusCode Status, string Body)> SubmitAsync(string signature) =>
            RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = Activity, signatures = new { activityId = signature } }, _user);
    }

    [Theory]
    [InlineData("http://example.com/in/", "http://example.com/in/a.txt", true)]
    [InlineData("http://example.com/in", "http://example.com/in?x=1", true)]
    [InlineData("http://example.com", "http://example.com/a", true)]
    [InlineData("http://EXAMPLE.com/", "http://example.com/a", true)]
    [InlineData("http://example.com/in", "http://example.com/inside", false)]
    [InlineData("http://example.com", "http://example.com.evil.com/a", false)]
    [InlineData("http://example.com", "http://example.com:81/a", false)]
    [InlineData("http://example.com", "http://example.com@evil.com/a", false)]
    [InlineData("http://example.com/in/", "http://example.com/in/../a", false)]
    [InlineData("http://example.com/in/", "http://example.com/in/%2e%2e/a", false)]
    [InlineData("urn:adsk.objects:os.object:mine/", "urn:adsk.objects:os.object:mine/a", true)]
    [InlineData("urn:adsk.objects:os.object:mine/", "urn:adsk.objects:os.object:other/a", false)]
    [InlineData("http://example.com/", "data:text/plain,x", true)]
    public async Task Where_bases_are_signed_no_other_url_is_taken(string signed, string url, bool isAllowed)
    {
        await SetKeyAsync();
        var activity = await ShellActivityAsync("Read", "true", new { @in = new { verb = "get", localName = "in.txt" } });
        var signatures = new { activityId = Sign(activity), baseUrls = new[] { new { url = signed, signature = Sign(signed) } } };
        var (status, body) = await RefusalAsync(
            HttpMethod.Post, "/workitems", new { activityId = activity, signatures, arguments = new { @in = new { url, optional = true } } }, _user);
        status.ShouldBe(isAllowed ? HttpStatusCode.OK : HttpStatusCode.BadRequest, body);
        if (!isAllowed) body.ShouldContain("Signatures.BaseUrls");
    }

    [Fact]
    public async Task A_base_must_be_signed_and_holds_for_references_and_callbacks()
    {
        await SetKeyAsync();
        const string Base = "http://example.com/";
        var activity = await ShellActivityAsync("Read", "true", new { @in = new { verb = "get", localName = "in.txt" } });
        foreach (var arguments in new object[]
                 {
                     new { @in = new { url = Base + "a", references = new[] { new { url = "http://evil.com/", localName = "x" } } } },
                     new { onComplete = new { url = "http://evil.com/", verb = "post" } },
                 })
        {
            var signatures = new { activityId = Sign(activity), baseUrls = new[] { new { url = Base, signature = Sign(Base) } } };
            (await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = activity, signatures, arguments }, _user)).Body.ShouldContain("is under no signed url");
        }

        var forged = new { activityId = Sign(activity), baseUrls = new[] { new { url = Base, signature = Sign("http://other.com/") } } };
        (await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = activity, signatures = forged }, _user)).Body.ShouldContain("Signatures.BaseUrls");
    }

    private string Sign(string text, RSA? key = null) =>
        Convert.ToBase64String((key ?? _key).SignData(Encoding.Unicode.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private Task<JsonNode> SetKeyAsync()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return CallAsync(HttpMethod.Patch, "/forgeapps/me", new
        {
            publicKey = new { Exponent = Convert.ToBase64String(key.Exponent!), Modulus = Convert.ToBase64String(key.Modulus!) },
        });
    }

    private async Task<string> UserTokenAsync()
    {
        const string Callback = "http://localhost/callback";
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Emulator.BaseAddress };
        using var consent = await browser.GetAsync(
            $"/authentication/v2/authorize?client_id=client-a&response_type=code&scope=code:all&redirect_uri={Uri.EscapeDataString(Callback)}", Cancellation);
        using var content = new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"), new("client_id", "client-a"), new("client_secret", "secret"), new("redirect_uri", Callback),
            new("code", QueryHelpers.ParseQuery(consent.Headers.Location!.Query)["code"].ToString()),
        ]);
        using var answer = await browser.PostAsync("/authentication/v2/token", content, Cancellation);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["access_token"]!.GetValue<string>();
    }
}
