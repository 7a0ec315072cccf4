using System.Text.RegularExpressions;
using Apsis.Cli.Target;

namespace Apsis.Cli.Deploy;

/// <summary>What <c>apsis run</c> was given: an Activity that is published, or a folder that is to be.</summary>
internal static partial class ActivitySource
{
    /// <summary>The qualified id; the folder is published first.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static async Task<string> ResolveAsync(string activity, ApsTarget target, Action<string> note, CancellationToken cancellationToken)
    {
        if (Directory.Exists(activity))
        {
            var folder = await AppFolder.ReadAsync(activity, cancellationToken);
            var report = await new Publication(target.Automation, note).PublishAsync(folder, cancellationToken);
            return report.ActivityId!;
        }

        return QualifiedId().IsMatch(activity)
            ? activity
            : throw new UsageException($"'{activity}' is no Activity: give a qualified id (owner.Name+alias), or a folder with {AppManifest.FileName}; there is no folder of that name.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.[A-Za-z0-9_]+\+(\$LATEST|[A-Za-z0-9_]+)\z")]
    private static partial Regex QualifiedId();
}
