using System.Net;
using System.Runtime.CompilerServices;
using Apsis.DataManagement;
using Apsis.Exceptions;

namespace Apsis.Cli.Storage;

/// <summary>The objects that an address means: one, those of a folder, or those that a pattern matches.</summary>
internal sealed class Selection
{
    private readonly string _prefix;
    private readonly Func<string, bool> _matches;

    private Selection(string bucket, string prefix, string folder, bool isOne, Func<string, bool> matches)
    {
        Bucket = bucket;
        Folder = folder;
        IsOne = isOne;
        _prefix = prefix;
        _matches = matches;
    }

    public string Bucket { get; }

    /// <summary>What the keys have in common and a copy leaves out: a folder with its slash, or nothing.</summary>
    public string Folder { get; }

    /// <summary>Whether it is one object by its key, and no pattern or folder.</summary>
    public bool IsOne { get; }

    public string Key => _prefix;

    /// <param name="address">The address.</param>
    /// <param name="defaultBucket">The bucket when it names none.</param>
    /// <param name="recursive">Whether a key may stand for the folder of that name.</param>
    /// <param name="isLiteral">Whether stars and question marks are characters like any other.</param>
    public static Selection Of(OssAddress address, string defaultBucket, bool recursive, bool isLiteral)
    {
        var bucket = address.Bucket ?? defaultBucket;
        var key = address.Key;
        if (!isLiteral && Glob.IsOne(key))
        {
            var glob = new Glob(key);
            return new Selection(bucket, glob.Prefix, glob.Folder, isOne: false, glob.IsMatch);
        }

        if (key.Length == 0 || key[^1] == '/')
            return new Selection(bucket, key, key, isOne: false, _ => true);
        if (recursive)
            return new Selection(bucket, key + "/", key + "/", isOne: false, _ => true);
        return new Selection(bucket, key, key[..(key.LastIndexOf('/') + 1)], isOne: true, found => found == key);
    }

    /// <summary>The objects in the order of their keys.</summary>
    public async IAsyncEnumerable<StoredObject> ListAsync(DataManagementClient data, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsOne)
        {
            // Thousands may begin with its key.
            if (await FindAsync(data, cancellationToken) is { } only)
                yield return only;
            yield break;
        }

        await foreach (var item in data.Objects.ListAsync(Bucket, _prefix, cancellationToken))
        {
            // The service compares as it likes; what is deleted or overwritten must be what was meant.
            if (item.ObjectKey.StartsWith(_prefix, StringComparison.Ordinal) && _matches(item.ObjectKey))
                yield return item;
        }
    }

    public override string ToString() => new OssAddress(Bucket, _prefix).ToString();

    private async Task<StoredObject?> FindAsync(DataManagementClient data, CancellationToken cancellationToken)
    {
        try
        {
            return await data.Objects.GetDetailsAsync(Bucket, _prefix, cancellationToken);
        }
        catch (ApsHttpException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
