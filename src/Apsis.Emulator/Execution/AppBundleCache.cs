using System.Globalization;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Execution;

/// <summary>
/// Unpacked AppBundles, each version once: a folder named after the package and the bytes it unpacked to. Jobs get copies, so that what
/// one does to its AppBundle does not reach the next.
/// </summary>
internal sealed class AppBundleCache(DefinitionStore definitions, BlobFolder blobs, WorkItemFiles files) : IDisposable
{
    private const string Unfinished = "unfinished-";

    private readonly SemaphoreSlim _unpacking = new(1, 1);

    /// <summary>Copies a bundle into a folder, unpacked now if it is the first time.</summary>
    /// <exception cref="WorkItemException">It was never uploaded, cannot be unpacked, or is too large.</exception>
    public async Task PrepareAsync(JobBundle bundle, string folder, UnpackBudget budget, CancellationToken cancellationToken) =>
        FolderCopy.Copy(await UnpackedAsync(bundle, budget, cancellationToken), folder, cancellationToken);

    /// <summary>At start: deletes the folders of packages that are gone, and what a crash left half done.</summary>
    public void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(files.BundleCache))
        {
            var name = Path.GetFileName(folder);
            if (name.StartsWith(Unfinished, StringComparison.Ordinal) || !File.Exists(blobs.FileOf(name.Split('-')[0]))) JobWorkspace.Delete(folder);
        }
    }

    public void Dispose() => _unpacking.Dispose();

    private async Task<string> UnpackedAsync(JobBundle bundle, UnpackBudget budget, CancellationToken cancellationToken)
    {
        var definition = await definitions.FindVersionAsync(
            DefinitionKind.AppBundle, bundle.ClientId, bundle.Name, bundle.Version, cancellationToken);
        if (definition?.PackageBlobId is not { } package)
            throw new WorkItemException($"Failed to prepare app package(s): the zip of {bundle.InternalId} was never uploaded, or is deleted.");

        await _unpacking.WaitAsync(cancellationToken);
        try
        {
            if (Find(package) is { } existing)
            {
                budget.Take(long.Parse(existing.Split('-')[^1], CultureInfo.InvariantCulture), $"The AppBundle {bundle.InternalId}");
                return existing;
            }

            return await UnpackAsync(bundle, package, budget, cancellationToken);
        }
        catch (FileNotFoundException e)
        {
            throw new WorkItemException($"Failed to prepare app package(s): the zip of {bundle.InternalId} was just deleted.", e);
        }
        finally
        {
            _unpacking.Release();
        }
    }

    private string? Find(string package) => Directory.EnumerateDirectories(files.BundleCache, $"{package}-*").FirstOrDefault();

    private async Task<string> UnpackAsync(JobBundle bundle, string package, UnpackBudget budget, CancellationToken cancellationToken)
    {
        var unfinished = Path.Combine(files.BundleCache, $"{Unfinished}{package}");
        var before = budget.Left;
        try
        {
            await ZipExtraction.ExtractAsync(blobs.FileOf(package), unfinished, budget, $"The AppBundle {bundle.InternalId}", cancellationToken);
            var folder = Path.Combine(files.BundleCache, string.Create(CultureInfo.InvariantCulture, $"{package}-{before - budget.Left}"));
            Directory.Move(unfinished, folder);
            return folder;
        }
        catch (WorkItemException e)
        {
            throw new WorkItemException($"Failed to prepare app package(s): {e.Message}", e);
        }
        finally
        {
            JobWorkspace.Delete(unfinished);
        }
    }
}
