namespace Apsis.Runs;

/// <summary>The ages at which WorkItems of an Activity usually end.</summary>
internal readonly record struct UsualSpan(TimeSpan From, TimeSpan To);
