namespace Apsis.Cli.Watching;

/// <summary>What <c>apsis watch</c> was asked for.</summary>
/// <param name="WorkItemIds">Whom to watch.</param>
/// <param name="PollInterval">How old what is shown may be; the environment's when null.</param>
/// <param name="Timeout">How long to watch each; the environment's when null.</param>
internal sealed record WatchRequest(IReadOnlyList<string> WorkItemIds, TimeSpan? PollInterval, TimeSpan? Timeout);
