using Spectre.Console.Testing;

namespace Apsis.Cli.Tests.Storage;

public sealed class BucketsCommandTests : StorageTest
{
    [Fact]
    public async Task A_bucket_is_made_listed_looked_at_and_deleted()
    {
        await SucceedAsync("buckets", "create", "my-bucket", "--policy", "temporary", "--region", "EMEA");
        (await SucceedAsync("buckets", "ls", "--region", "EMEA")).Output.Split('\t', '\n')[1..3].ShouldBe(["temporary", "my-bucket"]);
        (await SucceedAsync("buckets", "ls", "--json")).Json.GetProperty("buckets")[0].GetProperty("bucket").GetString().ShouldBe("drawings");
        (await SucceedAsync("buckets", "stat", "my-bucket")).Output.ShouldContain("access\tfull apsis");

        (await SucceedAsync("buckets", "rm", "my-bucket", "--yes")).Output.ShouldBe("deleted: my-bucket\n");
        (await RunAsync("buckets", "stat", "my-bucket")).ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task A_bucket_is_not_deleted_without_a_yes()
    {
        var script = await RunAsync("buckets", "rm", "drawings");
        script.ExitCode.ShouldBe(2);
        script.Error.ShouldContain("--yes");

        Screen = new TestConsole().Interactive();
        Screen.Input.PushKey(ConsoleKey.N);
        (await RunAsync("buckets", "rm", "drawings")).ExitCode.ShouldBe(5);
        (await KeysAsync()).ShouldBeEmpty();
        Screen.Input.PushKey(new ConsoleKeyInfo('y', ConsoleKey.Y, false, false, false));
        (await RunAsync("buckets", "rm", "drawings")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_protected_bucket_stays()
    {
        await SucceedAsync("buckets", "protect", "drawings");
        (await RunAsync("buckets", "rm", "drawings", "--yes")).Error.ShouldContain("protected");
        await SucceedAsync("buckets", "protect", "drawings", "--off");
        await SucceedAsync("buckets", "rm", "drawings", "--yes");
    }

    [Fact]
    public async Task A_bad_key_or_policy_is_bad_usage()
    {
        (await RunAsync("buckets", "create", "No Good")).ExitCode.ShouldBe(2);
        (await RunAsync("buckets", "create", "good-one", "--policy", "for ever")).ExitCode.ShouldBe(2);
    }
}
