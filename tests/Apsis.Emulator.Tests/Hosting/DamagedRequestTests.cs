using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Apsis.Emulator.Tests.Hostile;
using Apsis.Emulator.Tests.ObjectStorage;

namespace Apsis.Emulator.Tests.Hosting;

/// <summary>Requests that no HTTP library sends.</summary>
public sealed class DamagedRequestTests : ObjectStorageTest
{
    private const string Da = "/da/us-east/v3";

    [Theory]
    [InlineData("ffffffffffffffff")]
    [InlineData("7fffffffffffffff0")]
    [InlineData("-1")]
    [InlineData("zz")]
    public async Task A_chunk_of_an_impossible_size_is_a_bad_request(string size)
    {
        var url = await SignedUrlAsync();
        var request = new RawRequest("PUT", url, Encoding.ASCII.GetBytes($"{size}\r\nabc\r\n0\r\n\r\n"), ("Transfer-Encoding", "chunked"));

        (await SendAsync(request)).ShouldBe(400);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencodedn/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded/")]
    [InlineData("application/x-www-form-urlencoded, text/plain")]
    public async Task A_content_type_that_only_begins_like_a_form_s_is_no_form(string contentType)
    {
        var request = new RawRequest("POST", "/authentication/v2/token", "grant_type=client_credentials"u8.ToArray(), ("Content-Type", contentType));

        (await SendAsync(request)).ShouldBe(400);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    public async Task A_limit_beyond_all_numbers_is_refused(string hours)
    {
        var token = await TokenAsync("code:all");
        var request = RawRequest.Json("PUT", "/da/us-east/v3/servicelimits/me", token, $$"""{ "frontendLimits": { "limitMonthlyProcessingTimeInHours": {{hours}} } }""");

        (await SendAsync(request)).ShouldBe(400);
    }

    [Theory]
    [InlineData("""{ "x": "\ud800" }""")]
    [InlineData("""{ "x": { "value": "\udc00 after" } }""")]
    [InlineData("""{ "x": ["\ud800"] }""")]
    [InlineData("""{ "\ud800": "x" }""")]
    public async Task Half_a_character_is_refused_wherever_it_stands(string arguments)
    {
        using var activity = await Client.PostAsJsonAsync(
            Da + "/activities", new { id = "Read", engine = "Autodesk.AutoCAD+25_1", commandLine = "x", parameters = new { x = new { verb = "read" } } }, Cancellation);
        activity.EnsureSuccessStatusCode();
        using var alias = await Client.PostAsJsonAsync(Da + "/activities/Read/aliases", new { id = "prod", version = 1 }, Cancellation);
        alias.EnsureSuccessStatusCode();
        var request = RawRequest.Json("POST", Da + "/workitems", await TokenAsync("code:all"), $$"""{ "activityId": "client-a.Read+prod", "arguments": {{arguments}} }""");

        (await SendAsync(request)).ShouldBe(400);
    }

    [Fact]
    public async Task Half_a_character_in_an_assertion_is_refused()
    {
        var expires = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds();
        var assertion = $"{Part("""{ "alg": "RS256", "kid": "k" }""")}.{Part($$"""{ "iss": "client-a", "sub": "x", "aud": "\ud800", "exp": {{expires}} }""")}.AAAA";
        var request = new RawRequest("POST", "/authentication/v2/token", Encoding.ASCII.GetBytes($"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={assertion}"),
            ("Content-Type", "application/x-www-form-urlencoded"), ("Authorization", "Basic " + Convert.ToBase64String("client-a:secret-of-client-a"u8)));

        (await SendAsync(request)).ShouldBe(400);

        static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }

    private async Task<int> SendAsync(RawRequest request)
    {
        var server = new IPEndPoint(IPAddress.Loopback, Emulator.BaseAddress.Port);
        return RawExchange.StatusOf(await RawExchange.SendAsync(server, request.ToBytes(Emulator.BaseAddress.Authority), TimeSpan.FromSeconds(10), Cancellation));
    }

    private async Task<string> SignedUrlAsync() =>
        new Uri((await GetAsync(Bucket + "/objects/a.dwg/signeds3upload"))["urls"]![0]!.GetValue<string>()).PathAndQuery;
}
