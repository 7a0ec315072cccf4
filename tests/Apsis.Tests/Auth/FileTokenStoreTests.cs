using Apsis.Auth;
using Apsis.Exceptions;
using Apsis.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Auth;

public sealed class FileTokenStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("apsis-tokens-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string PathOf(string name = "tokens.json") => Path.Combine(_folder, "auth", name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_token_comes_back_whole_in_another_process()
    {
        var token = Token("a") with { IdToken = "id", TokenType = "Bearer", Scopes = ["code:all", "data:read"] };
        await new FileTokenStore(PathOf()).SetAsync("key", token, Stop);

        var back = (await new FileTokenStore(PathOf()).GetAsync("key", Stop))!;

        (back with { Scopes = token.Scopes }).ShouldBe(token);
        back.Scopes.ShouldBe(token.Scopes);
        await new FileTokenStore(PathOf()).RemoveAsync("key", Stop);
        (await new FileTokenStore(PathOf()).GetAsync("key", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_its_owner_can_read_it_from_its_first_moment()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists.");
        var store = new FileTokenStore(PathOf());
        await store.SetAsync("key", Token("a"), Stop);
        await using (await store.HoldAsync("key", Stop))
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(PathOf())!))
                ModeOf(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }

        ModeOf(Path.GetDirectoryName(PathOf())!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_file_that_others_could_read_is_closed_to_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists.");
        var store = new FileTokenStore(PathOf());
        await store.SetAsync("key", Token("a"), Stop);
        SetMode(PathOf(), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        (await store.GetAsync("key", Stop)).ShouldNotBeNull();

        ModeOf(PathOf()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_folder_that_exists_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists.");
        const UnixFileMode open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        SetMode(_folder, open);

        await new FileTokenStore(Path.Combine(_folder, "tokens.json")).SetAsync("key", Token("a"), Stop);

        ModeOf(_folder).ShouldBe(open);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"key\":{\"accessToken\":\"a")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"key\":null}")]
    [InlineData("{\"key\":{}}")]
    [InlineData("{\"key\":5}")]
    [InlineData("\0\0\0\0")]
    public async Task A_corrupt_file_counts_as_empty_and_is_replaced_by_the_next_login(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf())!);
        await File.WriteAllTextAsync(PathOf(), content, Stop);
        var store = new FileTokenStore(PathOf());

        (await store.GetAsync("key", Stop)).ShouldBeNull();
        await store.SetAsync("key", Token("b"), Stop);

        (await store.GetAsync("key", Stop))!.AccessToken.ShouldBe("access-b");
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_is_named()
    {
        Directory.CreateDirectory(PathOf());
        var store = new FileTokenStore(PathOf());

        (await Should.ThrowAsync<ApsException>(() => store.GetAsync("key", Stop).AsTask())).Message.ShouldContain(PathOf());
        (await Should.ThrowAsync<ApsException>(() => store.SetAsync("key", Token("a"), Stop).AsTask())).Message.ShouldContain(PathOf());
    }

    [Fact]
    public async Task A_link_in_the_place_of_the_temporary_file_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var victim = Path.Combine(_folder, "victim");
        await File.WriteAllTextAsync(victim, "untouched", Stop);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf())!);
        File.CreateSymbolicLink(PathOf() + ".tmp", victim);

        await new FileTokenStore(PathOf()).SetAsync("key", Token("a"), Stop);

        (await File.ReadAllTextAsync(victim, Stop)).ShouldBe("untouched");
    }

    [Fact]
    public async Task Concurrent_writers_lose_nothing_and_readers_see_whole_files() =>
        await Gen.Select(Gen.Int[2, 6], Gen.Int[1, 8], Gen.Int).SampleAsync(async (writers, changes, seed) =>
        {
            var path = PathOf($"{Guid.NewGuid():N}.json");
            await new FileTokenStore(path).SetAsync("still", Token("still"), Stop);
            var results = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
            {
                var random = new Random(seed + writer);
                var store = new FileTokenStore(path);
                OAuth2Token? last = null;
                for (var change = 0; change < changes; change++)
                {
                    last = random.Next(4) == 0 ? null : Token($"{writer}-{change}");
                    await (last is null ? store.RemoveAsync($"key-{writer}", Stop) : store.SetAsync($"key-{writer}", last, Stop));
                    if ((await store.GetAsync("still", Stop))?.AccessToken != "access-still")
                        throw new InvalidOperationException("A reader saw half a file.");
                }

                return (Key: $"key-{writer}", last?.AccessToken);
            })));

            foreach (var (key, accessToken) in results)
            {
                var stored = await new FileTokenStore(path).GetAsync(key, Stop);
                stored?.AccessToken.ShouldBe(accessToken);
                (stored is null).ShouldBe(accessToken is null);
            }
        }, iter: 20, threads: 1);

    [Fact]
    public async Task A_hold_keeps_others_out_of_its_key_only_until_it_ends()
    {
        var (one, two) = (new FileTokenStore(PathOf()), new FileTokenStore(PathOf()));
        var hold = await one.HoldAsync("key", Stop);
        var waiting = two.HoldAsync("key", Stop).AsTask();
        await (await two.HoldAsync("another", Stop)).DisposeAsync();
        await two.SetAsync("key", Token("a"), Stop);
        waiting.IsCompleted.ShouldBeFalse();

        await hold.DisposeAsync();

        await (await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop)).DisposeAsync();
    }

    [Fact]
    public async Task Waiting_for_a_hold_can_be_cancelled()
    {
        var store = new FileTokenStore(PathOf());
        await using var hold = await store.HoldAsync("key", Stop);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Should.ThrowAsync<OperationCanceledException>(() => new FileTokenStore(PathOf()).HoldAsync("key", impatient.Token).AsTask());
    }

    [Fact]
    public async Task Two_clients_that_find_the_token_expired_refresh_it_once()
    {
        var time = new FakeTimeProvider();
        await using var login = await ScriptedLogin.StartAsync();
        using (await login.LoggedInAsync(new FileTokenStore(PathOf()), time))
        {
        }

        time.Advance(TimeSpan.FromHours(2));
        login.Delay = () => Task.Delay(100);
        var clients = Enumerable.Range(0, 8).Select(_ => login.Client(store: new FileTokenStore(PathOf()), time: time)).ToList();

        var tokens = await Task.WhenAll(clients.Select(client => client.ThreeLegged.GetTokenAsync(Stop)));

        clients.ForEach(client => client.Dispose());
        tokens.ShouldAllBe(token => token.AccessToken == "access-2");
        login.Refreshes.ShouldBe(1);
    }

    private static OAuth2Token Token(string name) => new()
    {
        AccessToken = $"access-{name}", RefreshToken = $"refresh-{name}", ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(20000), Scopes = ["code:all"],
    };

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
