using System.Text;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Tests.Execution;

public sealed class PureRuleTests
{
    [Theory]
    [InlineData("data:,a%20b+c", "a b+c")]
    [InlineData("data:application/json,{'a': 1, \"b\": [2,3]}", "{'a': 1, \"b\": [2,3]}")]
    [InlineData("data:text/plain;base64,aGk%3D", "hi")]
    public void A_data_url_is_decoded(string url, string expected)
    {
        DataUrl.TryDecode(url, out var content).ShouldBeTrue();
        Encoding.UTF8.GetString(content).ShouldBe(expected);
    }

    [Theory]
    [InlineData("data:nocomma")]
    [InlineData("data:;base64,!!!")]
    public void A_broken_data_url_is_not(string url) => DataUrl.TryDecode(url, out _).ShouldBeFalse();

    [Theory]
    [InlineData("!ACESAPI:acesHttpOperation(\"onProgress\",\"\",\"\",\"{\"a\":1,\"b\":[2,3]}\",\"\")", "onProgress|||{\"a\":1,\"b\":[2,3]}|")]
    [InlineData("!ACESAPI:acesHttpOperation(onProgress,null,null,{\"current\": 5},null)", "onProgress|null|null|{\"current\": 5}|null")]
    [InlineData("!ACESAPI:acesHttpOperation(OptionalIpt,optPart.ipt,\"\",,file://optPart.ipt)", "OptionalIpt|optPart.ipt|||file://optPart.ipt")]
    public void A_console_request_is_read(string line, string expected)
    {
        var operation = AcesOperation.Parse(line).ShouldNotBeNull();
        $"{operation.Name}|{operation.Suffix}|{operation.Headers}|{operation.Content}|{operation.ResponseFile}".ShouldBe(expected);
    }

    [Fact]
    public void A_budget_is_spent_once()
    {
        var budget = new UnpackBudget(100);
        budget.Take(60, "The first");
        budget.Take(40, "The second");
        budget.Left.ShouldBe(0);
        Should.Throw<WorkItemException>(() => budget.Take(1, "The third")).Message.ShouldBe("The third unpacks to more than the 100 bytes allowed.");
    }

    [Theory]
    [InlineData("!ACESAPI:acesHttpOperation(a,b)")]
    [InlineData("!ACESAPI:other(a,b,c,d,e)")]
    [InlineData("plain")]
    public void Another_line_is_none(string line) => AcesOperation.Parse(line).ShouldBeNull();

    [Theory]
    [InlineData("GET https://h/p?X-Amz-Signature=abc&x=1 end", "GET https://h/p?*** end")]
    [InlineData("Authorization: Bearer abcdefghijkl.mn-_", "Authorization: Bearer ***")]
    [InlineData("token eyJhbGciOiJSUzI1NiJ9.eyJzY29wZSI6W119.c2ln!", "token ***!")]
    [InlineData("https://h/oss/v2/signedresources/0f0f-1?region=US", "https://h/oss/v2/signedresources/***?***")]
    [InlineData("nothing to hide", "nothing to hide")]
    public void Secrets_are_masked(string text, string expected) => ReportMask.Mask(text).ShouldBe(expected);
}
