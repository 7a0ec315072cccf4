using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Apsis.Cli.Output;

/// <summary>The documents that <c>--json</c> prints: one, complete, indented.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(DeployReport))]
internal sealed partial class CliJson : JsonSerializerContext
{
    public static void Write(TextWriter output, RunReport report) => Write(output, report, Default.RunReport);

    public static void Write(TextWriter output, DeployReport report) => Write(output, report, Default.DeployReport);

    private static void Write<T>(TextWriter output, T report, JsonTypeInfo<T> type)
    {
        output.WriteLine(JsonSerializer.Serialize(report, type));
        output.Flush();
    }
}
