using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Apsis.Cli.Doctor;

namespace Apsis.Cli.Output;

/// <summary>The documents that <c>--json</c> prints: one, complete, indented.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(DeployReport))]
[JsonSerializable(typeof(AuthReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(StorageReport))]
[JsonSerializable(typeof(WatchReport))]
internal sealed partial class CliJson : JsonSerializerContext
{
    // Ids hold a plus and paths any letter: a document for scripts and people need not be safe inside a web page.
    private static CliJson Readable() => new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void Write(TextWriter output, RunReport report) => Write(output, report, Readable().RunReport);

    public static void Write(TextWriter output, DeployReport report) => Write(output, report, Readable().DeployReport);

    public static void Write(TextWriter output, DoctorReport report) => Write(output, report, Readable().DoctorReport);

    public static void Write(TextWriter output, AuthReport report) => Write(output, report, Readable().AuthReport);

    public static void Write(TextWriter output, StorageReport report) => Write(output, report, Readable().StorageReport);

    public static void Write(TextWriter output, WatchReport report) => Write(output, report, Readable().WatchReport);

    private static void Write<T>(TextWriter output, T report, JsonTypeInfo<T> type)
    {
        output.WriteLine(JsonSerializer.Serialize(report, type));
        output.Flush();
    }
}
