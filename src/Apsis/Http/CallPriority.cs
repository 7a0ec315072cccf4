namespace Apsis.Http;

/// <summary>Who goes first when the budget of calls is short.</summary>
internal enum CallPriority
{
    /// <summary>Somebody waits for this one: single runs, and every call that says nothing else.</summary>
    Interactive,

    /// <summary>One of many.</summary>
    Batch,

    /// <summary>A look at how WorkItems are: they go on without it.</summary>
    Status,
}
