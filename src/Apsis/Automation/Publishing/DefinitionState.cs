using System.Globalization;
using System.Text;

namespace Apsis.Automation.Publishing;

/// <summary>What the service has of one definition, as far as the plan depends on it.</summary>
internal sealed record DefinitionState
{
    public const string Latest = "$LATEST";

    /// <summary>What the alias stands for; null when there is none.</summary>
    public int? AliasVersion { get; init; }

    /// <summary>Whether that has the content that is to be published.</summary>
    public bool AliasIsCurrent { get; init; }

    /// <summary>Who may use the alias; read only when the release says who shall.</summary>
    public IReadOnlyList<string> Receivers { get; init; } = [];

    /// <summary>The newest version, when it has the content to be published and is whole, and only the alias is missing.</summary>
    public int? ReadyVersion { get; init; }

    /// <summary>All versions, ascending; read only when one is to be made or old ones deleted. Empty when the definition is new.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [];

    /// <summary>The versions that an alias of the app's own making stands for.</summary>
    public IReadOnlySet<int> AliasedVersions { get; init; } = new HashSet<int>();

    /// <summary>A text that is another one when anything else was read.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{AliasVersion};{AliasIsCurrent};{ReadyVersion};{string.Join(',', Versions)};{string.Join(',', AliasedVersions.Order())};");
        return text.AppendJoin(',', Receivers.Order(StringComparer.Ordinal)).ToString();
    }
}
