namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>All shapes, by service.</summary>
internal static class RecordedShapes
{
    public static IReadOnlyList<Shape> Authentication { get; } = [.. AuthenticationShapes.All, .. ServiceAccountShapes.All];

    public static IReadOnlyList<Shape> ObjectStorage { get; } =
        [.. BucketShapes.All, .. ObjectShapes.All, .. UploadShapes.All, .. BatchShapes.All, .. DownloadShapes.All, .. SignedResourceShapes.All];

    public static IReadOnlyList<Shape> Automation { get; } =
        [.. AppShapes.All, .. EngineShapes.All, .. DefinitionShapes.All, .. AppBundleShapes.All, .. ActivityShapes.All, .. WorkItemShapes.All, .. ReportShapes.All];

    public static IEnumerable<Shape> All => Authentication.Concat(ObjectStorage).Concat(Automation);
}
