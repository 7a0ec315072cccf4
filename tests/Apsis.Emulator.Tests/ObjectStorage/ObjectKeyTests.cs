using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;

namespace Apsis.Emulator.Tests.ObjectStorage;

public sealed class ObjectKeyTests : ObjectStorageTest
{
    [Theory]
    [InlineData("plan.dwg")]
    [InlineData("a/b/c.dwg")]
    [InlineData("a//b")]
    [InlineData("/leading")]
    [InlineData("trailing/")]
    [InlineData("../../etc/passwd")]
    [InlineData(".hidden")]
    [InlineData("a+b c%20d")]
    [InlineData("100%")]
    [InlineData("größe/図面 😀.rvt")]
    [InlineData("C:\\drawings\\x.dwg")]
    [InlineData("x/details")]
    [InlineData("x/copyto/y")]
    [InlineData("a?b#c&d=e;f")]
    [InlineData("tab\tline\n")]
    [InlineData("signeds3upload")]
    [InlineData("batchsigneds3upload")]
    public async Task Any_string_is_a_key(string key)
    {
        var content = Encoding.UTF8.GetBytes(key);
        var stored = await UploadAsync(key, content);

        stored["objectKey"]!.GetValue<string>().ShouldBe(key);
        stored["objectId"]!.GetValue<string>().ShouldBe("urn:adsk.objects:os.object:drawings/" + key);
        (await DownloadAsync(key)).ShouldBe(content);
        (await GetAsync(Bucket + "/objects"))["items"]!.AsArray().Single()!["objectKey"]!.GetValue<string>().ShouldBe(key);
        using var deleted = await Client.DeleteAsync($"{Bucket}/objects/{Uri.EscapeDataString(key)}", Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/oss/v2/buckets/drawings/objects/a/b.dwg/details")]
    [InlineData("/oss/v2/buckets/drawings/objects/a%2Fb.dwg/details")]
    [InlineData("/oss/v2/buckets/drawings/objects/a%2fb%2Edwg/details")]
    [InlineData("//oss/v2/buckets/drawings/objects/a%2Fb.dwg/details")]
    [InlineData("///oss/v2/buckets/drawings/objects/a/b.dwg/details?")]
    [InlineData("/oss/v2/buckets/drawings/objects/a/b.dwg/details?with=createdDate&")]
    public async Task Raw_and_escaped_slashes_name_the_same_object(string target)
    {
        await UploadAsync("a/b.dwg", Bytes(3));
        (await SendRawAsync(target)).ShouldStartWith("HTTP/1.1 200");
    }

    [Fact]
    public async Task Dot_segments_sent_as_they_are_stay_part_of_the_key()
    {
        await UploadAsync("a/../b", Bytes(3));
        (await SendRawAsync(Bucket + "/objects/a/../b/details")).ShouldContain("""
            "objectKey":"a/../b"
            """);
        (await SendRawAsync(Bucket + "/objects/b/details")).ShouldStartWith("HTTP/1.1 404");
    }

    [Theory]
    [InlineData("/oss/v2/buckets/drawings/objects/../details", "404")]
    [InlineData("/oss/v2/buckets/drawings/objects/%FF/details", "400")]
    [InlineData("/oss/v2/buckets/drawings/objects/%C0%AE/details", "400")]
    [InlineData("/oss/v2/buckets/drawings/objects/%2/details", "400")]
    [InlineData("/oss/v2/buckets/drawings/objects/../../../../../../etc/passwd", "405")]
    [InlineData("/oss/v2/x/../buckets/drawings/objects/y/details", "404")]
    public async Task A_path_that_means_nothing_is_refused(string target, string status) =>
        (await SendRawAsync(target)).ShouldStartWith("HTTP/1.1 " + status);

    [Fact]
    public void Decoding_undoes_encoding() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
    {
        Decode(Uri.EscapeDataString(text)).ShouldBe(text);
    });

    private static string? Decode(string escaped) =>
        Apsis.Emulator.ObjectStorage.PercentEncoding.TryDecode(escaped, out var text) ? text : null;

    // HttpClient would tidy up the path.
    private async Task<string> SendRawAsync(string target)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Emulator.BaseAddress.Port, Cancellation);
        await using var stream = socket.GetStream();
        var token = Client.DefaultRequestHeaders.Authorization!.Parameter;
        var request = $"GET {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
