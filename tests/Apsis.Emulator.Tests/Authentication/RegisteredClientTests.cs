namespace Apsis.Emulator.Tests.Authentication;

public sealed class RegisteredClientTests : EmulatorTest
{
    [Fact]
    public async Task Only_registered_clients_get_tokens()
    {
        (await TokenAsync("data:read", "client-a")).ShouldNotBeEmpty();
        await Should.ThrowAsync<HttpRequestException>(() => TokenAsync("data:read", "client-b"));
        await Should.ThrowAsync<HttpRequestException>(() => TokenAsync("data:read", "client-c"));
    }

    [Fact]
    public void A_client_does_not_print_its_secret() => new EmulatorClient("id", "hidden").ToString().ShouldBe("id:***");

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.Clients.Add(new EmulatorClient("client-a", "secret-of-client-a"));
        options.Clients.Add(new EmulatorClient("client-b", "another-secret"));
    }
}
