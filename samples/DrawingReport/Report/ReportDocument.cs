using System.Text.Json.Serialization;

namespace DrawingReport.Report;

/// <summary>The shape of <c>report.json</c>; README.md describes it.</summary>
internal sealed record ReportDocument(
    string File,
    ReportedVersion Version,
    ReportedUnits Units,
    ReportedExtents? Extents,
    IReadOnlyList<ReportedLayer> Layers,
    ReportedEntities Entities,
    IReadOnlyList<ReportedBlock> Blocks,
    ReportedTexts Texts,
    IReadOnlyList<ReportedOmission> NotDrawn);

internal sealed record ReportedVersion(string Code, string Name);

internal sealed record ReportedUnits(int Code, string Name, string? Measurement);

internal sealed record ReportedPoint(double X, double Y);

internal sealed record ReportedExtents(ReportedPoint Min, ReportedPoint Max, double Width, double Height);

internal sealed record ReportedLayer(string Name, string Color, bool On, bool Frozen, long Entities);

internal sealed record ReportedEntities(long Total, IReadOnlyDictionary<string, long> ByType, IReadOnlyDictionary<string, long> ByLayer);

internal sealed record ReportedBlock(string Name, long Entities, long Uses);

internal sealed record ReportedText(string Text, string Layer, double X, double Y);

internal sealed record ReportedTexts(long Total, bool Truncated, IReadOnlyList<ReportedText> Items);

internal sealed record ReportedOmission(string Type, long Count, string Why);

[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
