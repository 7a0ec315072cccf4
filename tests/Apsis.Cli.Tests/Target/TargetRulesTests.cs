using Apsis.Cli.Target;

namespace Apsis.Cli.Tests.Target;

public sealed class TargetRulesTests
{
    [Fact]
    public void Without_credentials_and_address_it_is_the_built_in_emulator()
    {
        var options = new ApsisOptions();
        TargetRules.Choose(options, _ => null).ShouldBeTrue();
        options.ClientId.ShouldBe("apsis");
    }

    [Fact]
    public void An_emulator_on_this_machine_needs_no_credentials()
    {
        var options = new ApsisOptions { BaseUrl = new Uri("http://localhost:8080") };
        TargetRules.Choose(options, _ => "http://localhost:8080").ShouldBeFalse();
        options.ClientSecret.ShouldBe("apsis");
    }

    [Fact]
    public void Another_machine_does() =>
        Should.Throw<UsageException>(() => TargetRules.Choose(new ApsisOptions { BaseUrl = new Uri("https://aps.example.com") }, _ => "https://aps.example.com"))
            .Message.ShouldContain("needs credentials");

    [Fact]
    public void The_service_itself_is_never_taken_for_the_emulator_when_it_is_named() =>
        Should.Throw<UsageException>(() => TargetRules.Choose(new ApsisOptions(), _ => "https://developer.api.autodesk.com"));

    [Theory]
    [InlineData("id", "")]
    [InlineData("", "secret")]
    public void One_half_of_the_credentials_is_refused(string id, string secret) =>
        Should.Throw<UsageException>(() => TargetRules.Choose(new ApsisOptions { ClientId = id, ClientSecret = secret }, _ => null)).Message.ShouldContain("Set both");

    [Theory]
    [InlineData("AbC_1.é", "apsis-abc-1--")]
    [InlineData("apsis", "apsis-apsis")]
    public void The_default_bucket_has_the_client_id_in_it(string clientId, string bucket) => TargetRules.BucketOf(clientId).ShouldBe(bucket);
}
