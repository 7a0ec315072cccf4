using Apsis.DataManagement;
using CsCheck;

namespace Apsis.Tests.DataManagement;

public sealed class KeyTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("a-b_c.9")]
    public void Keys_by_the_service_s_rule_are_accepted(string key) => BucketKey.Parse(key).Value.ShouldBe(key);

    [Theory]
    [InlineData("ab")]
    [InlineData("Abc")]
    [InlineData("a/b/c")]
    [InlineData("abc\n")]
    [InlineData("../abc")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_bucket_keys_are_refused_with_the_rule(string? key) =>
        Should.Throw<ArgumentException>(() => BucketKey.Parse(key)).Message.ShouldContain("3 to 128");

    [Fact]
    public void An_object_key_is_one_segment_of_a_path_and_survives_it() => Gen.String[1, 40].Sample(text =>
    {
        if (text.Any(char.IsSurrogate))
            return;

        var segment = ObjectKey.Parse(text).Segment;

        segment.ShouldAllBe(character => char.IsAsciiLetterOrDigit(character) || "-_.~%".Contains(character));
        segment.Trim('.').ShouldNotBeEmpty();
        Uri.UnescapeDataString(segment).ShouldBe(text);
    });
}
