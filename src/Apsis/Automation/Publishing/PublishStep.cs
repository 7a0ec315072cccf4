namespace Apsis.Automation.Publishing;

/// <summary>One thing that is done to publish. Prints as a sentence.</summary>
/// <param name="Kind">What it is done to.</param>
/// <param name="Name">Its bare name.</param>
public abstract record PublishStep(DefinitionKind Kind, string Name)
{
    /// <summary>A version is made; the zip of an AppBundle is uploaded, and what arrived is verified.</summary>
    /// <param name="Kind">What it is done to.</param>
    /// <param name="Name">Its bare name.</param>
    /// <param name="After">The newest version that there is; 0 when it is new itself.</param>
    /// <param name="SourceBytes">Bytes of the files that go into the zip; null when there are none.</param>
    public sealed record CreateVersion(DefinitionKind Kind, string Name, int After, long? SourceBytes) : PublishStep(Kind, Name)
    {
        /// <inheritdoc/>
        public override string ToString() => (After == 0 ? $"create {Kind} {Name}" : $"add a version to {Kind} {Name} after version {After}")
            + (SourceBytes is { } bytes ? $" and upload its files ({bytes} bytes)" : "");
    }

    /// <summary>An alias is created, moved, or shared.</summary>
    /// <param name="Kind">What it is done to.</param>
    /// <param name="Name">Its bare name.</param>
    /// <param name="Alias">The alias.</param>
    /// <param name="From">The version that it stands for; null when there is no such alias.</param>
    /// <param name="To">The version that it shall stand for; null for the one that this plan makes.</param>
    /// <param name="Receivers">Who else may use it; null when that stays as it is.</param>
    public sealed record SetAlias(DefinitionKind Kind, string Name, string Alias, int? From, int? To, IReadOnlyList<string>? Receivers) : PublishStep(Kind, Name)
    {
        /// <inheritdoc/>
        public override string ToString()
        {
            var version = To is null ? "the new version" : $"version {To}";
            var moved = From is null ? $"create the alias {Name}+{Alias} for {version}"
                : From == To ? $"keep the alias {Name}+{Alias} at {version}"
                : $"move the alias {Name}+{Alias} from version {From} to {version}";
            return $"{moved}{Receivers switch { null => "", { Count: 0 } => ", shared with nobody", _ => $", shared with {string.Join(", ", Receivers)}" }} ({Kind})";
        }
    }

    /// <summary>An old version that no alias stands for is deleted.</summary>
    /// <param name="Kind">What it is done to.</param>
    /// <param name="Name">Its bare name.</param>
    /// <param name="Version">The version.</param>
    public sealed record DeleteVersion(DefinitionKind Kind, string Name, int Version) : PublishStep(Kind, Name)
    {
        /// <inheritdoc/>
        public override string ToString() => $"delete version {Version} of {Kind} {Name}";
    }
}
