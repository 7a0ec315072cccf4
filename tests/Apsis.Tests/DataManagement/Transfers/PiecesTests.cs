using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Apsis.Exceptions;
using Apsis.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Apsis.Tests.DataManagement.Transfers;

/// <summary>What the service answers while it has not put an object together yet.</summary>
public sealed class PiecesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("apsis-test-").FullName;
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(25_000);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_chunked_object_comes_from_the_addresses_of_its_pieces()
    {
        await using var service = await StartAsync(host => Answer(host, "10000-19999", "0-9999", "20000-24999"));

        var stored = await service.Data().Objects.DownloadAsync("bucket", "k", Path.Combine(_folder, "out.bin"), cancellationToken: Stop);

        stored.Size.ShouldBe(25_000);
        (await File.ReadAllBytesAsync(Path.Combine(_folder, "out.bin"), Stop)).ShouldBe(_content);
    }

    [Fact]
    public async Task A_fallback_address_is_read_like_any_other()
    {
        await using var service = await StartAsync(host => $$"""{"status":"fallback","url":"http://{{host}}/s3/0-24999"}""");

        await service.Data().Objects.DownloadAsync("bucket", "k", Path.Combine(_folder, "out.bin"), cancellationToken: Stop);

        (await File.ReadAllBytesAsync(Path.Combine(_folder, "out.bin"), Stop)).ShouldBe(_content);
    }

    [Theory]
    [InlineData("1-9", "10-19")]
    [InlineData("0-9", "20-29")]
    [InlineData("0-9", "5-19")]
    [InlineData("0-9", "9-5")]
    [InlineData("0-9", "ten-20")]
    [InlineData("0-9223372036854775807", "9-10")]
    [InlineData("0-9", "10")]
    public async Task Pieces_that_do_not_fit_together_are_an_error_and_no_file(string one, string two)
    {
        await using var service = await StartAsync(host => Answer(host, one, two));

        var error = await Should.ThrowAsync<TransferException>(() =>
            service.Data().Objects.DownloadAsync("bucket", "k", Path.Combine(_folder, "out.bin"), cancellationToken: Stop));

        error.Message.ShouldContain("gaps");
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    private static string Answer(HostString host, params string[] ranges) => JsonSerializer.Serialize(new
    {
        status = "chunked",
        urls = ranges.ToDictionary(range => range, range => $"http://{host}/s3/{range}"),
    });

    private Task<ScriptedService> StartAsync(Func<HostString, string> answer) => ScriptedService.StartAsync(context => context.Request.Path.Value switch
    {
        var path when path!.EndsWith("/signeds3download", StringComparison.Ordinal) => ScriptedService.JsonAsync(context, answer(context.Request.Host)),
        var path when path!.StartsWith("/s3/", StringComparison.Ordinal) => PieceAsync(context, path[4..].Split('-')),
        _ => ScriptedService.JsonAsync(context, $$"""{"objectKey":"k","size":25000,"sha1":"{{Convert.ToHexStringLower(SHA1.HashData(_content))}}"}"""),
    });

    private async Task PieceAsync(HttpContext context, string[] range)
    {
        var (first, last) = (int.Parse(range[0], CultureInfo.InvariantCulture), int.Parse(range[1], CultureInfo.InvariantCulture));
        await context.Response.Body.WriteAsync(_content.AsMemory(first..(last + 1)), context.RequestAborted);
    }
}
