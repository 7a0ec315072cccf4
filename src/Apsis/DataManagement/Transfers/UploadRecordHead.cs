using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Which upload of which file a record is about.</summary>
internal sealed record UploadRecordHead(string UploadKey, DateTimeOffset Opened, long Size, long LastWriteTicks, long PartSize)
{
    public bool IsFor(LocalFile file) =>
        UploadKey is { Length: > 0 } && Size == file.Size && LastWriteTicks == file.LastWriteUtc.Ticks && PartSize is >= ApsLimits.MinPartBytes and <= ApsLimits.MaxPartBytes
        && Size / PartSize < ApsLimits.MaxParts;
}

[JsonSerializable(typeof(UploadRecordHead))]
internal sealed partial class UploadRecordJson : JsonSerializerContext;
