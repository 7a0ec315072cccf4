using Apsis.Cli.Tests.Harness;
using Spectre.Console.Testing;

namespace Apsis.Cli.Tests.Storage;

public sealed class RemoveTests : StorageTest
{
    [Fact]
    public async Task One_by_its_key_goes_at_once()
    {
        await StoreAsync("a", "b");

        (await SucceedAsync("objects", "rm", "oss:///a")).Output.ShouldBe("deleted: oss://drawings/a\n");

        (await KeysAsync()).ShouldBe(["b"]);
        (await RunAsync("objects", "rm", "a")).ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("in/*")]
    [InlineData("-r", "in/")]
    [InlineData("a", "in/b")]
    public async Task Many_need_a_yes_in_a_script(params string[] words)
    {
        await StoreAsync("a", "in/b", "in/c");

        var refused = await RunAsync(["objects", "rm", .. words]);
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("--yes");
        (await KeysAsync()).Count.ShouldBe(3);
        (await SucceedAsync(["objects", "rm", "--yes", "--json", .. words])).Json.GetProperty("objects").GetArrayLength().ShouldBe(2);
        (await KeysAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_person_is_asked_and_a_no_deletes_nothing()
    {
        await StoreAsync("in/b", "in/c");
        Screen = new TestConsole().Interactive();
        Screen.Input.PushKey(ConsoleKey.Enter);

        var result = await RunAsync("objects", "rm", "in/*");

        result.ExitCode.ShouldBe(5);
        result.Error.ShouldContain("Deleting 2 objects");
        (await KeysAsync()).Count.ShouldBe(2);
        Screen.Input.PushKey(new ConsoleKeyInfo('y', ConsoleKey.Y, false, false, false));
        await SucceedAsync("objects", "rm", "in/*");
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_needs_its_option_and_a_dry_run_deletes_nothing()
    {
        await StoreAsync("in/b", "in2");

        (await RunAsync("objects", "rm", "--yes", "in/")).ExitCode.ShouldBe(2);
        (await SucceedAsync("objects", "rm", "-r", "--dry-run", "in")).Output.ShouldBe("would delete: oss://drawings/in/b\n");
        (await KeysAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_pattern_that_matches_nothing_deletes_nothing_of_the_others()
    {
        await StoreAsync("a");

        (await RunAsync("objects", "rm", "--yes", "a", "*.rvt")).ExitCode.ShouldBe(2);
        (await KeysAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Old_objects_are_cleaned_and_young_ones_stay()
    {
        await StoreAsync("runs/a", "runs/b", "keep");

        (await SucceedAsync("objects", "clean", "--older-than", "1h", "--yes")).Output.ShouldBeEmpty();
        // The service's clock, as a header says it, is of whole seconds and may lag behind.
        await Eventually.HoldsAsync(async () =>
            (await SucceedAsync("objects", "clean", "oss:///runs/", "--older-than", "1s", "--dry-run")).Output == "would delete: oss://drawings/runs/a\nwould delete: oss://drawings/runs/b\n", Cancellation);
        (await RunAsync("objects", "clean", "oss:///runs/", "--older-than", "1s")).ExitCode.ShouldBe(2);
        (await KeysAsync()).Count.ShouldBe(3);

        await SucceedAsync("objects", "clean", "oss:///runs/", "--older-than", "1s", "--yes");
        (await KeysAsync()).ShouldBe(["keep"]);
    }

    [Theory]
    [InlineData("--older-than", "soon")]
    [InlineData("--yes")]
    [InlineData("oss:///*.dwg", "--older-than", "1d")]
    public async Task A_cleanup_of_no_sense_is_bad_usage(params string[] words) =>
        (await RunAsync(["objects", "clean", .. words])).ExitCode.ShouldBe(2);

    [Fact]
    public async Task A_signed_address_works_without_a_token_and_only_sign_prints_one()
    {
        await StoreAsync("a");
        using var plain = new HttpClient();

        var url = (await SucceedAsync("objects", "sign", "oss:///a", "--minutes", "5")).Output.Trim();
        (await plain.GetStringAsync(new Uri(url), Cancellation)).ShouldBe("a");
        var write = (await SucceedAsync("objects", "sign", "new", "--access", "write", "--single-use", "--json")).Json;
        write.GetProperty("expires").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
        using var put = await plain.PutAsync(new Uri(write.GetProperty("url").GetString()!), new StringContent("new"), Cancellation);
        put.EnsureSuccessStatusCode();

        (await KeysAsync()).ShouldBe(["a", "new"]);
        (await RunAsync("objects", "sign", "missing")).ExitCode.ShouldBe(3);
        (await RunAsync("objects", "sign", "a", "--minutes", "61")).ExitCode.ShouldBe(2);
    }
}
