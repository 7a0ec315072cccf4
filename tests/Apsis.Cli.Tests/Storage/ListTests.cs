namespace Apsis.Cli.Tests.Storage;

public sealed class ListTests : StorageTest
{
    [Fact]
    public async Task A_listing_shows_one_level_and_goes_deeper_when_asked()
    {
        await StoreAsync("a.dwg", "in/b.dwg", "in/deep/c.dwg");

        (await SucceedAsync("objects", "ls")).Output.ShouldBe("\toss://drawings/in/\n5\toss://drawings/a.dwg\n");
        (await SucceedAsync("objects", "ls", "oss://drawings/in/")).Output.ShouldBe("\toss://drawings/in/deep/\n8\toss://drawings/in/b.dwg\n");
        (await SucceedAsync("objects", "ls", "-r", "oss:///in")).Output.ShouldBe("8\toss://drawings/in/b.dwg\n13\toss://drawings/in/deep/c.dwg\n");
    }

    [Fact]
    public async Task Patterns_choose()
    {
        await StoreAsync("a.dwg", "a.txt", "in/b.dwg", "in/deep/c.dwg");

        (await SucceedAsync("objects", "ls", "oss://drawings/*.dwg")).Output.ShouldBe("5\toss://drawings/a.dwg\n");
        (await SucceedAsync("objects", "ls", "**/*.dwg")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        (await SucceedAsync("objects", "ls", "in/?.dwg", "--json")).Json.GetProperty("objects")[0].GetProperty("key").GetString().ShouldBe("in/b.dwg");
    }

    [Fact]
    public async Task Dates_come_when_asked()
    {
        await StoreAsync("a.dwg");

        (await SucceedAsync("objects", "ls", "-l", "--human")).Output.ShouldMatch("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\t5 B\toss://drawings/a.dwg\n$");
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_an_error_and_an_empty_folder_is_none()
    {
        (await RunAsync("objects", "ls", "nothing")).ExitCode.ShouldBe(3);
        (await SucceedAsync("objects", "ls", "nothing/")).Output.ShouldBeEmpty();
        (await RunAsync("objects", "ls", "oss://nowhere-at-all")).Error.ShouldContain("Bucket not found");
    }

    [Fact]
    public async Task A_key_can_neither_steer_the_terminal_nor_make_a_second_line()
    {
        await StoreAsync("a\u001b[2J\nb");

        (await SucceedAsync("objects", "ls")).Output.ShouldBe("7\toss://drawings/a b\n");
        (await SucceedAsync("objects", "ls", "--json")).Json.GetProperty("objects")[0].GetProperty("key").GetString().ShouldBe("a\u001b[2J\nb");
    }

    [Fact]
    public async Task All_that_is_known_of_an_object_is_told()
    {
        await StoreAsync("a.dwg");

        var text = (await SucceedAsync("objects", "stat", "oss:///a.dwg")).Output;
        text.ShouldContain("size\t5\n");
        text.ShouldContain("urn\turn:adsk.objects:os.object:drawings/a.dwg\n");
        (await RunAsync("objects", "stat", "b.dwg")).ExitCode.ShouldBe(3);
    }
}
