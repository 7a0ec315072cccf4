namespace Apsis.DataManagement;

/// <summary>The name of an object that Design Automation understands: <c>urn:adsk.objects:os.object:bucket/key</c>, the key encoded.</summary>
internal static class ObjectUrn
{
    public static string Of(BucketKey bucket, ObjectKey key) => $"urn:adsk.objects:os.object:{bucket}/{Uri.EscapeDataString(key.Value)}";
}
