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

    private async Task<int> SendAsync(RawRequest request)
    {
        var server = new IPEndPoint(IPAddress.Loopback, Emulator.BaseAddress.Port);
        return RawExchange.StatusOf(await RawExchange.SendAsync(server, request.ToBytes(Emulator.BaseAddress.Authority), TimeSpan.FromSeconds(10), Cancellation));
    }

    private async Task<string> SignedUrlAsync() =>
        new Uri((await GetAsync(Bucket + "/objects/a.dwg/signeds3upload"))["urls"]![0]!.GetValue<string>()).PathAndQuery;
}
