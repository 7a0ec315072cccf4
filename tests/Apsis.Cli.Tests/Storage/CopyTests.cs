using Apsis.DataManagement;

namespace Apsis.Cli.Tests.Storage;

public sealed class CopyTests : StorageTest
{
    [Theory]
    [InlineData("oss://drawings/new.txt", "new.txt")]
    [InlineData("oss://drawings/in/", "in/a.txt")]
    [InlineData("oss://drawings", "a.txt")]
    [InlineData("oss:///in/x", "in/x")]
    public async Task A_file_goes_where_it_is_told(string destination, string key)
    {
        var result = await SucceedAsync("objects", "cp", Write("a.txt", "hello"), destination);

        (await KeysAsync()).ShouldBe([key]);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain($"-> oss://drawings/{key}, 5 B");
    }

    [Fact]
    public async Task An_object_comes_as_a_file_or_into_a_folder()
    {
        await StoreAsync("in/a.txt");
        Directory.CreateDirectory(PathOf("here"));

        await SucceedAsync("objects", "cp", "oss:///in/a.txt", PathOf("b.txt"));
        await SucceedAsync("objects", "cp", "oss:///in/a.txt", PathOf("here"));
        await SucceedAsync("objects", "cp", "oss:///in/a.txt", PathOf("new") + "/");

        foreach (var name in new[] { "b.txt", "here/a.txt", "new/a.txt" })
            (await File.ReadAllTextAsync(PathOf(name), Cancellation)).ShouldBe("in/a.txt");
    }

    [Fact]
    public async Task Folders_go_up_and_come_back_the_same()
    {
        Write("plans/a.dwg", "1");
        Write("plans/deep/er/b & c.dwg", "22");

        (await RunAsync("objects", "cp", PathOf("plans"), "oss://drawings/in")).ExitCode.ShouldBe(2);
        await SucceedAsync("objects", "cp", "-r", PathOf("plans"), "oss://drawings/in");
        (await KeysAsync()).ShouldBe(["in/a.dwg", "in/deep/er/b & c.dwg"]);

        (await RunAsync("objects", "cp", "oss://drawings/in/", PathOf("back"))).ExitCode.ShouldBe(2);
        await SucceedAsync("objects", "cp", "-r", "oss://drawings/in", PathOf("back"));
        (await File.ReadAllTextAsync(PathOf("back/deep/er/b & c.dwg"), Cancellation)).ShouldBe("22");
    }

    [Fact]
    public async Task Patterns_choose_on_both_sides()
    {
        Write("plans/a.dwg", "1");
        Write("plans/deep/b.dwg", "1");
        Write("plans/c.txt", "1");

        await SucceedAsync("objects", "cp", PathOf("plans/**/*.dwg"), "oss://drawings/in/");
        (await KeysAsync()).ShouldBe(["in/a.dwg", "in/deep/b.dwg"]);
        await SucceedAsync("objects", "cp", "oss://drawings/in/*.dwg", PathOf("back"));

        Directory.GetFiles(PathOf("back"), "*", SearchOption.AllDirectories).ShouldBe([PathOf("back/a.dwg")]);
        (await RunAsync("objects", "cp", "oss://drawings/*.rvt", PathOf("back"))).Error.ShouldContain("No object matches");
    }

    [Fact]
    public async Task Hostile_keys_never_leave_the_folder_and_do_not_stop_the_others()
    {
        await StoreAsync("../../evil.txt", "/etc/evil", "C:\\evil", "NUL", "dots...", "good.txt", "a/../../evil", "folder/");

        var result = await RunAsync("objects", "cp", "-r", "oss://drawings", PathOf("below/here"), "--json");

        result.ExitCode.ShouldBe(3);
        var copies = result.Json.GetProperty("copies").EnumerateArray().ToList();
        copies.Count(copy => copy.GetProperty("status").GetString() == "failed").ShouldBe(7);
        Directory.GetFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ShouldBe([PathOf("below"), PathOf("below/here"), PathOf("below/here/good.txt")]);
    }

    [Fact]
    public async Task A_single_hostile_key_can_be_copied_under_another_name()
    {
        await StoreAsync("../../evil.txt");

        await SucceedAsync("objects", "cp", "oss:///../../evil.txt", PathOf("tame.txt"));
        await SucceedAsync("objects", "cp", "oss:///../../evil.txt", Folder);

        Directory.GetFiles(Folder).Order(StringComparer.Ordinal).ShouldBe([PathOf("evil.txt"), PathOf("tame.txt")]);
    }

    [Fact]
    public async Task What_exists_is_overwritten_unless_told_not_to()
    {
        await StoreAsync("a.txt");
        var path = Write("a.txt", "mine");

        await SucceedAsync("objects", "cp", "--no-clobber", "oss:///a.txt", path);
        (await File.ReadAllTextAsync(path, Cancellation)).ShouldBe("mine");
        (await SucceedAsync("objects", "cp", "--no-clobber", path, "oss:///a.txt")).Error.ShouldContain("skipped");
        (await Data.Objects.GetDetailsAsync("drawings", "a.txt", Cancellation)).Size.ShouldBe(5);
        await SucceedAsync("objects", "cp", path, "oss:///a.txt");
        (await Data.Objects.GetDetailsAsync("drawings", "a.txt", Cancellation)).Size.ShouldBe(4);
    }

    [Fact]
    public async Task Objects_are_copied_within_a_bucket_and_between_two()
    {
        await StoreAsync("in/a", "in/b");
        await Data.Buckets.CreateAsync("other", cancellationToken: Cancellation);

        await SucceedAsync("objects", "cp", "oss:///in/a", "oss:///copy");
        await SucceedAsync("objects", "cp", "-r", "oss:///in", "oss://other/");

        (await KeysAsync()).ShouldBe(["copy", "in/a", "in/b"]);
        (await KeysAsync("other")).ShouldBe(["a", "b"]);
        (await RunAsync("objects", "cp", "oss:///in/a", "oss:///in/a")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Two_that_would_become_one_are_refused_before_anything_is_copied()
    {
        var (one, two) = (Write("x/a.txt", "1"), Write("y/a.txt", "2"));

        (await RunAsync("objects", "cp", one, two, "oss:///in/")).ExitCode.ShouldBe(2);
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_copies_nothing()
    {
        var result = await SucceedAsync("objects", "cp", "--dry-run", Write("a.txt", "1"), "oss:///in/");

        result.Error.ShouldContain("would copy");
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_in_a_folder_is_left_out_and_told_of()
    {
        Write("plans/a.txt", "1");
        var secret = Write("secret.txt", "s");
        File.CreateSymbolicLink(PathOf("plans/link.txt"), secret);
        Directory.CreateSymbolicLink(PathOf("plans/round"), PathOf("plans"));

        var result = await SucceedAsync("objects", "cp", "-r", PathOf("plans"), "oss:///in/");

        (await KeysAsync()).ShouldBe(["in/a.txt"]);
        result.Error.ShouldContain("is a link and left out");
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.txt", "b.txt")]
    [InlineData("-", "oss:///")]
    [InlineData("-", "oss:///in/")]
    [InlineData("oss:///*", "-")]
    [InlineData("nothing.txt", "oss:///")]
    [InlineData("oss://Bad/a", "b")]
    public async Task What_makes_no_sense_is_bad_usage(params string[] words) =>
        (await RunAsync(["objects", "cp", .. words])).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Any_key_goes_there_and_back_by_its_plain_name()
    {
        const string key = "in %2F #1 ?*[] ä/도면.dwg";
        var path = Write("a.txt", "hello");

        await SucceedAsync("objects", "cp", "--no-glob", path, $"oss:///{key}");
        await SucceedAsync("objects", "cp", "--no-glob", $"oss:///{key}", PathOf("b.txt"));

        (await KeysAsync()).ShouldBe([key]);
        (await File.ReadAllTextAsync(PathOf("b.txt"), Cancellation)).ShouldBe("hello");
    }

    [Fact]
    public async Task A_default_bucket_that_is_not_there_is_made()
    {
        Variables["APS_DEFAULT_BUCKET"] = "brand-new";

        await SucceedAsync("objects", "cp", Write("a.txt", "1"), "oss:///");

        (await Data.Buckets.GetAsync("brand-new", Cancellation)).PolicyKey.ShouldBe(PolicyKey.Transient);
        (await RunAsync("objects", "cp", PathOf("a.txt"), "oss://not-made/")).ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_the_same_on_both_sides_is_left_when_told_so()
    {
        Write("plans/a.dwg", "1");
        Write("plans/b.dwg", "2");
        await SucceedAsync("objects", "cp", "-r", PathOf("plans"), "oss://drawings/in");
        Write("plans/b.dwg", "changed");

        var up = await SucceedAsync("objects", "cp", "-r", "--skip-same", PathOf("plans"), "oss://drawings/in");
        var down = await SucceedAsync("objects", "cp", "-r", "--skip-same", "oss://drawings/in", PathOf("plans"));
        var within = await SucceedAsync("objects", "cp", "--skip-same", "--json", "oss://drawings/in/a.dwg", "oss://drawings/in/b.dwg");
        var again = await SucceedAsync("objects", "cp", "--skip-same", "--json", "oss://drawings/in/a.dwg", "oss://drawings/in/b.dwg");

        up.Error.ShouldContain($"same: {PathOf("plans/a.dwg")} is oss://drawings/in/a.dwg already");
        up.Error.ShouldContain("-> oss://drawings/in/b.dwg, 7 B");
        down.Error.ShouldNotContain("copied:");
        within.Output.ShouldContain("\"copied\"");
        again.Output.ShouldContain("\"same\"");
    }

    [Fact]
    public async Task Many_files_share_their_requests()
    {
        for (var number = 0; number < 60; number++)
            Write($"plans/{number:00}.dwg", $"{number}");

        await SucceedAsync("objects", "cp", "-r", PathOf("plans"), "oss://drawings");
        var up = Calls();
        await SucceedAsync("objects", "cp", "oss://drawings/*.dwg", PathOf("back"));
        var down = Calls() - up;

        // Three calls for each 25, and the bucket's; down one for each, and the listing.
        up.ShouldBeLessThan(15);
        down.ShouldBeLessThan(8);
        for (var number = 0; number < 60; number++)
            (await File.ReadAllTextAsync(PathOf($"back/{number:00}.dwg"), Cancellation)).ShouldBe($"{number}");
    }

    private int Calls() => Requests.ToString().Split('\n').Count(line => line.Contains("/oss/v2/", StringComparison.Ordinal));
}
