namespace Apsis.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void The_environment_sets_every_option()
    {
        var variables = new Dictionary<string, string?>
        {
            ["APS_CLIENT_ID"] = "id",
            ["APS_CLIENT_SECRET"] = "secret",
            ["APS_BASE_URL"] = "http://127.0.0.1:8080",
            ["APS_REGION"] = "eu-west",
            ["APS_DEFAULT_BUCKET"] = "bucket",
            ["APS_POLL_INTERVAL"] = "0.5",
            ["APS_TIMEOUT"] = "7200",
            ["APS_MAX_CONNECTIONS"] = "4",
            ["APS_CALLBACK_URL"] = "https://me.example/done",
            ["APS_CALLBACK_BASE_URL"] = "https://me.example/hooks",
            ["APS_CALLBACK_KEY"] = "a secret key of 32 characters or more",
        };

        var options = ApsisOptions.FromEnvironment(variables.GetValueOrDefault);

        options.ClientId.ShouldBe("id");
        options.ClientSecret.ShouldBe("secret");
        options.BaseUrl.ShouldBe(new Uri("http://127.0.0.1:8080"));
        options.Region.ShouldBe("eu-west");
        options.DefaultBucket.ShouldBe("bucket");
        options.PollInterval.ShouldBe(TimeSpan.FromSeconds(0.5));
        options.Timeout.ShouldBe(TimeSpan.FromHours(2));
        options.MaxConnections.ShouldBe(4);
        options.ForPipeline(null).TransferBudget!.MaxConnections.ShouldBe(4);
        options.CallbackUrl.ShouldBe(new Uri("https://me.example/done"));
        options.Callbacks.BaseUrl.ShouldBe(new Uri("https://me.example/hooks"));
        options.Callbacks.Key.ShouldBe("a secret key of 32 characters or more");
        options.ToString().ShouldNotContain("secret,");
    }

    [Theory]
    [InlineData("https://me.example/hooks", "https://me.example/done", "both set")]
    [InlineData("https://192.168.1.5/hooks", null, "can not be reached")]
    [InlineData("https://localhost/hooks", null, "can not be reached")]
    [InlineData("http://me.example/hooks", null, "https")]
    public void Addresses_that_the_service_can_not_call_are_refused_at_the_start(string baseUrl, string? url, string says)
    {
        var options = new ApsisOptions { ClientId = "id", ClientSecret = "secret", CallbackUrl = url is null ? null : new Uri(url) };
        options.Callbacks.BaseUrl = new Uri(baseUrl);

        options.FindProblems(needsSecret: true).ShouldHaveSingleItem().ShouldContain(says);
    }

    [Fact]
    public void Without_an_environment_the_defaults_hold()
    {
        var options = ApsisOptions.FromEnvironment(_ => null);

        options.BaseUrl.ShouldBe(new Uri("https://developer.api.autodesk.com"));
        options.PollInterval.ShouldBe(TimeSpan.FromSeconds(10));
        options.Timeout.ShouldBe(TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("APS_TIMEOUT", "soon")]
    [InlineData("APS_TIMEOUT", "-1")]
    [InlineData("APS_TIMEOUT", "NaN")]
    [InlineData("APS_POLL_INTERVAL", "0")]
    [InlineData("APS_MAX_CONNECTIONS", "0")]
    [InlineData("APS_MAX_CONNECTIONS", "257")]
    [InlineData("APS_MAX_CONNECTIONS", "few")]
    [InlineData("APS_BASE_URL", "localhost:8080")]
    [InlineData("APS_CALLBACK_URL", "/done")]
    public void A_variable_that_holds_nonsense_is_named(string name, string value) =>
        Should.Throw<ArgumentException>(() => ApsisOptions.FromEnvironment(asked => asked == name ? value : null)).Message.ShouldContain(name);
}
