namespace Apsis.Http;

/// <summary>How a <see cref="RateBudget"/> limits calls.</summary>
public sealed class RateBudgetOptions
{
    /// <summary>
    /// Whether the service's published limits (<see cref="ApsLimits"/>) hold from the first call. Default null: for Autodesk's own hosts, and where the
    /// budget is shared through a folder, they do. Another host, such as an emulator, has none: its 429s pause all calls of their family for as long
    /// as they say, and nothing is held back otherwise.
    /// </summary>
    public bool? AssumeLimits { get; set; }

    /// <summary>
    /// A folder that several programs of this machine share, so that they share the limits of one client id, equally while each needs more than its
    /// part. Made when there is none. Default null: each program believes that it is alone.
    /// </summary>
    /// <remarks>
    /// It holds small files that name no client id. A program that ends, however that happens, is forgotten within a minute. A program that may not write to a
    /// file there, such as one of another user, or for half a minute one that can not have it, goes by what it knows: 429s tell. Choose a folder that nobody
    /// else may write to.
    /// </remarks>
    public string? SharedFolder { get; set; }
}
