using System.Net;
using System.Text;
using Apsis.Emulator.Tests.Hostile;
using Apsis.Emulator.Tests.ObjectStorage;

namespace Apsis.Emulator.Tests.Hosting;

/// <summary>Requests that no HTTP library sends.</summary>
public sealed class DamagedRequestTests : ObjectStorageTest
{
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

    private async Task<int> SendAsync(RawRequest request)
    {
        var server = new IPEndPoint(IPAddress.Loopback, Emulator.BaseAddress.Port);
        return RawExchange.StatusOf(await RawExchange.SendAsync(server, request.ToBytes(Emulator.BaseAddress.Authority), TimeSpan.FromSeconds(10), Cancellation));
    }

    private async Task<string> SignedUrlAsync() =>
        new Uri((await GetAsync(Bucket + "/objects/a.dwg/signeds3upload"))["urls"]![0]!.GetValue<string>()).PathAndQuery;
}
