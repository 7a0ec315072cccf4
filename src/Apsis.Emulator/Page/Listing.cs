using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Page;

/// <summary>A section of the page: a heading, a table of at most so many rows, and the way to the rest.</summary>
/// <param name="Id">Where links lead to.</param>
/// <param name="Title">The heading.</param>
/// <param name="Count">How many there are in all.</param>
internal sealed record Listing(string Id, string Title, long Count)
{
    /// <summary>How many rows a view shows.</summary>
    public const int Limit = 100;

    public required Html Columns { get; init; }

    public required IReadOnlyList<Html> Rows { get; init; }

    /// <summary>What to do so that there is something to see.</summary>
    public required Html Empty { get; init; }

    /// <summary>Where the next rows are; null when these are the last.</summary>
    public string? More { get; init; }

    public Html Link => $"""<a href="#{Id}">{Title} <span>{Shown.Count(Count)}</span></a>""";

    public Html Section => $"""
        <section id="{Id}" aria-labelledby="{Id}-title">
        <h2 id="{Id}-title">{Title}<span>{Shown.Count(Count)}</span></h2>
        {(Rows.Count == 0 ? Nothing : Table)}
        </section>

        """;

    private Html Nothing => $"""<p class="empty">{(Count == 0 ? Empty : (Html)$"There are no more.")}</p>""";

    private Html Table => $"""
        <div class="wide"><table>
        <thead><tr>{Columns}</tr></thead>
        <tbody>
        {Rows}
        </tbody>
        </table></div>
        {(More is null ? Html.Of("") : $"<p><a id=\"{Id}-more\" href=\"{More}\">More</a></p>")}
        """;
}
