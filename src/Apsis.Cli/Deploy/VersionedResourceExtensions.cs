using System.Net;
using Apsis.Automation;
using Apsis.Exceptions;

namespace Apsis.Cli.Deploy;

/// <summary>The two questions of publishing that need two calls each.</summary>
internal static class VersionedResourceExtensions
{
    /// <summary>What an alias stands for; null when there is none.</summary>
    public static async Task<T?> FindAsync<T>(this VersionedResource<T> resource, string qualifiedId, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await resource.GetAsync(qualifiedId, cancellationToken);
        }
        catch (AutomationException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Version 1 of a new name, or the next version of one that exists.</summary>
    public static async Task<T> CreateOrAddVersionAsync<T>(this VersionedResource<T> resource, string name, T first, T next, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await resource.CreateAsync(first, cancellationToken);
        }
        catch (AutomationException exists) when (exists.Status == HttpStatusCode.Conflict)
        {
            return await resource.CreateVersionAsync(name, next, cancellationToken);
        }
    }
}
