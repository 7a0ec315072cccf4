using Apsis.Runs;

namespace Apsis.Tests.Runs;

/// <summary>Outputs that could not all be written are refused before anything is paid for.</summary>
public sealed class OutputPlaceTests
{
    [Theory]
    [InlineData("a/b.txt", "a\\b.txt")]
    [InlineData("a", "a/b.txt")]
    [InlineData("sheets", "sheets.zip")]
    public void Two_outputs_do_not_share_a_place(string file, string folder)
    {
        var spec = Spec(".", new RunOutput.Object("one", file), new RunOutput.Object("two", folder) { Extract = folder.EndsWith(".zip", StringComparison.Ordinal) });

        spec.FindProblems().ShouldHaveSingleItem().ShouldContain("one, two");
        (spec with { DownloadOutputs = false }).FindProblems().ShouldBeEmpty();
    }

    [Fact]
    public void Outputs_in_one_folder_are_fine() =>
        Spec(".", new RunOutput.Object("one", "a/b.txt"), new RunOutput.Object("two", "a/bc.txt"), new RunOutput.Object("three", "a.zip") { Extract = true })
            .FindProblems().ShouldBeEmpty();

    [Fact]
    public void A_file_does_not_take_the_place_of_a_folder_that_is_there()
    {
        var folder = Directory.CreateTempSubdirectory("apsis-test-");
        try
        {
            folder.CreateSubdirectory("out.txt");

            Spec(folder.FullName, new RunOutput.Object("one", "out.txt")).FindProblems().ShouldHaveSingleItem().ShouldContain("is a folder");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_retry_delay_of_more_than_a_day_is_refused() =>
        (Spec(".") with { Retry = new WorkItemRetryPolicy { MaxAttempts = 3, Delay = TimeSpan.MaxValue } }).FindProblems().ShouldHaveSingleItem().ShouldContain("1 day");

    private static RunSpec Spec(string directory, params RunOutput[] outputs) =>
        new() { ActivityId = "me.Do+prod", BucketKey = "some-bucket", OutputDirectory = directory, Outputs = outputs };
}
