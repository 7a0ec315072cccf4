using Apsis.Emulator.Automation;
using Apsis.Emulator.ObjectStorage;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults;

/// <summary>The names for groups of requests. <c>storage</c> includes <c>storage.upload</c>, as a dot says "a part of".</summary>
internal static class FaultFamilies
{
    public const string Auth = "auth";
    public const string Oss = "oss";
    public const string OssCompletion = "oss.completion";
    public const string Storage = "storage";
    public const string StorageUpload = "storage.upload";
    public const string StorageDownload = "storage.download";
    public const string Da = "da";
    public const string DaWorkItems = "da.workitems";

    /// <summary>What WorkItems themselves fetch from and send to the emulator. Rules for other families leave these requests alone.</summary>
    public const string Jobs = "jobs";

    /// <summary>What the emulator sends to onComplete and onProgress.</summary>
    public const string Callbacks = "callbacks";

    /// <summary>The runs of programs and simulations.</summary>
    public const string Engines = "engines";

    /// <summary>What is none of the others.</summary>
    private const string Other = "other";

    public static readonly IReadOnlyList<string> All = [Auth, Oss, OssCompletion, Storage, StorageUpload, StorageDownload, Da, DaWorkItems, Jobs, Callbacks, Engines];

    /// <summary>Whether a family is one of requests to the emulator.</summary>
    public static bool IsOfRequests(string family) =>
        !family.Equals(Callbacks, StringComparison.OrdinalIgnoreCase) && !family.Equals(Engines, StringComparison.OrdinalIgnoreCase);

    public static string Of(string method, string path)
    {
        if (Begins(path, "/authentication/") || Begins(path, "/userinfo") || Begins(path, "/.well-known/")) return Auth;
        if (Begins(path, "/oss/")) return HttpMethods.IsPost(method) && path.EndsWith("/signeds3upload", StringComparison.OrdinalIgnoreCase) ? OssCompletion : Oss;
        if (Begins(path, Uploads.S3Path)) return StorageUpload;
        if (Begins(path, Downloads.S3Path) || Begins(path, AppBundleForm.Path) && !HttpMethods.IsPost(method)) return StorageDownload;
        if (Begins(path, "/s3/")) return Storage;
        if (!Begins(path, "/da/")) return Other;
        return path.Contains("/workitems", StringComparison.OrdinalIgnoreCase) ? DaWorkItems : Da;
    }

    /// <summary>Whether a family is another, or a part of it.</summary>
    public static bool IsIn(string family, string other) =>
        family.StartsWith(other, StringComparison.OrdinalIgnoreCase) && (family.Length == other.Length || family[other.Length] == '.');

    private static bool Begins(string path, string start) => path.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
