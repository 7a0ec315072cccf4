using System.Net;
using System.Text.RegularExpressions;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Tests.ObjectStorage;

namespace Apsis.Emulator.Tests.Hosting;

public sealed class RequestLogTests : ObjectStorageTest
{
    [Fact]
    public async Task A_line_tells_what_was_asked_and_answered()
    {
        await UploadAsync("a/b", Bytes(10));
        await GetAsync(Bucket + "/objects/a%2Fb/details?with=createdDate");
        await WaitForLogAsync("with=createdDate");

        Log.ToString().ShouldMatch(
            @"(?m)^\d\d:\d\d:\d\d GET /oss/v2/buckets/drawings/objects/a%2Fb/details\?with=createdDate 200 \d+ ms \d+ B client=client-a\r?$");
    }

    [Fact]
    public async Task No_token_secret_signature_or_link_is_ever_in_it()
    {
        var secrets = new List<string> { "secret-of-client-a", Client.DefaultRequestHeaders.Authorization!.Parameter! };
        var opened = await GetAsync(Bucket + "/objects/x/signeds3upload");
        secrets.Add(opened["uploadKey"]!.GetValue<string>());
        await GetAsync(Bucket + "/objects/x/signeds3upload?uploadKey=" + secrets[^1]);
        await AddUrlAsync(opened["urls"]![0]!.GetValue<string>(), put: true);
        await PostAsync(Bucket + "/objects/x/signeds3upload", new { uploadKey = opened["uploadKey"]!.GetValue<string>() });
        await AddUrlAsync((await GetAsync(Bucket + "/objects/x/signeds3download"))["url"]!.GetValue<string>(), put: false);

        foreach (var twist in new[] { "/signedresources/", "/SignedResources/", "/%73ignedresources/" })
        {
            var link = (await PostAsync(Bucket + "/objects/x/signed?access=readwrite", new { }))["signedUrl"]!.GetValue<string>();
            secrets.Add(new Uri(link).Segments[^1]);
            using var get = await S3.GetAsync(link.Replace("/signedresources/", twist, StringComparison.Ordinal), Cancellation);
            get.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var odd = await S3.GetAsync("/nothing?code=the-code&access_token=the-token&the-flag&sig=the-sig", Cancellation);
        secrets.AddRange(["the-code", "the-token", "the-flag", "the-sig"]);
        await WaitForLogAsync("/nothing");

        var log = Log.ToString();
        foreach (var secret in secrets) log.ShouldNotContain(secret);
        log.ShouldContain("PUT /s3/signed-url-uploads/");
        Regex.Count(log, @"/signedresources/[0-9a-f]{4}\*\*\*", RegexOptions.IgnoreCase).ShouldBe(3);
        log.ShouldContain("/nothing?code=***&access_token=***&***&sig=*** 404");

        async Task AddUrlAsync(string url, bool put)
        {
            secrets.AddRange(Regex.Matches(url, "X-Amz-(?:Signature|Security-Token)=([^&]+)").Select(match => match.Groups[1].Value));
            using var answer = put ? await PutAsync(url, Bytes(3)) : await S3.GetAsync(url, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("/a?limit=5&LIMIT=6&x=7", "/a?limit=5&LIMIT=6&x=***")]
    [InlineData("/a?", "/a?")]
    [InlineData("/a\r\nforged", "/a??forged")]
    [InlineData("/a\u0085forged\u2028forged\u202eforged", "/a?forged?forged?forged")]
    [InlineData("/signedresources/%C2%85%E2%80%A8x", "/signedresources/??x")]
    [InlineData("/oss/v2/signedresources/abcd1234?region=US", "/oss/v2/signedresources/abcd***?region=US")]
    [InlineData("/oss/v2/signedresources%2Fabcd1234", "/oss/v2/signedresources/abcd***")]
    public void A_target_is_redacted(string target, string expected) => RedactedTarget.Of(target).ShouldBe(expected);
}
