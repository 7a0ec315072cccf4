using Apsis.Cli.Storage;
using Apsis.DataManagement;
using CsCheck;

namespace Apsis.Cli.Tests.Storage;

public sealed class AddressTests
{
    private static readonly string[] Pieces = ["..", ".", "a", "b.dwg", "/", "/", "\\", "C:", "NUL", " ", "~", "\0", "ä"];

    [Theory]
    [InlineData("oss://bucket/a/b.dwg", "bucket", "a/b.dwg")]
    [InlineData("OSS://bucket", "bucket", "")]
    [InlineData("oss://bucket/", "bucket", "")]
    [InlineData("oss:///a", null, "a")]
    [InlineData("oss://", null, "")]
    [InlineData("oss://bucket//a", "bucket", "/a")]
    [InlineData("oss://bucket/%2F a?b#c", "bucket", "%2F a?b#c")]
    [InlineData("oss://bucket/../x", "bucket", "../x")]
    public void An_address_is_a_bucket_and_a_key_as_it_is(string text, string? bucket, string key) =>
        OssAddress.Parse(text).ShouldBe(new OssAddress(bucket, key));

    [Theory]
    [InlineData("oss://Bucket/a")]
    [InlineData("oss://ab")]
    [InlineData("https://bucket/a")]
    [InlineData("bucket/a")]
    public void What_is_none_is_refused_with_the_form(string text) => Should.Throw<UsageException>(() => OssAddress.Parse(text));

    [Fact]
    public void An_address_reads_as_it_was_written() => Gen.Select(Gen.Char["ab-_.09"].Array[3, 20], Gen.String).Sample((bucket, key) =>
    {
        var address = new OssAddress(new string(bucket), key);
        return OssAddress.Parse(address.ToString()) == address;
    });

    [Theory]
    [InlineData("45s", 45)]
    [InlineData("1.5h", 5400)]
    [InlineData("7d", 604800)]
    [InlineData("2w", 1209600)]
    [InlineData("30m", 1800)]
    public void An_age_is_a_number_and_a_unit(string text, double seconds) => Age.Parse(text)!.Value.TotalSeconds.ShouldBe(seconds, 0.001);

    [Theory]
    [InlineData("7")]
    [InlineData("d")]
    [InlineData("0d")]
    [InlineData("-7d")]
    [InlineData("7y")]
    [InlineData("1e9d")]
    [InlineData("99999999999d")]
    public void What_is_no_age_is_refused(string text) => Age.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/Windows/x")]
    [InlineData("c:x")]
    [InlineData("a\\..\\b")]
    [InlineData("\\\\server\\share")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("NUL")]
    [InlineData("a/com1.txt")]
    [InlineData("a./b")]
    [InlineData("name ")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2Jb")]
    [InlineData("file:stream")]
    public void A_hostile_key_has_no_place_on_the_disk(string key) => ObjectPaths.Below("/out", key).ShouldBeNull();

    [Fact]
    public void No_key_leads_out_of_the_folder() =>
        Gen.Int[0, Pieces.Length - 1].Array[1, 8].Sample(parts =>
            ObjectPaths.Below("/out/here", string.Concat(parts.Select(part => Pieces[part]))) is not { } path || path.StartsWith("/out/here/", StringComparison.Ordinal) && !path.Split('/').Contains(".."));
}
