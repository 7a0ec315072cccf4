namespace Apsis.Cli.Output;

/// <summary>Which view a run gets: none for scripts, live for people, lines for logs.</summary>
internal static class RunViews
{
    public static IRunView Choose(bool json, Surroundings surroundings)
    {
        if (json)
            return new QuietRunView(surroundings.Error);
        if (surroundings.IsInteractive() && surroundings.Screen.Value.Profile.Capabilities is { Interactive: true, Ansi: true })
            return new LiveRunView(surroundings.Screen.Value, surroundings.Time);

        return new PlainRunView(surroundings.Error, surroundings.Time);
    }
}
