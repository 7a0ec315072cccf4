using System.Text.Json;
using Apsis.Automation;
using Apsis.Http;

namespace Apsis.Runs;

/// <summary>Whether the submission is small enough for the service.</summary>
internal static class PayloadChecks
{
    public static string? Problem(RunSpec spec, WorkItemSpec preview)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(preview, AutomationJson.Default.WorkItemSpec).Length;
        if (bytes <= ApsLimits.MaxPayloadBytes)
            return null;

        var largest = spec.Inputs.Select(input => (input.Argument, Length: LengthOf(input))).MaxBy(value => value.Length);
        return $"its submission has {bytes:N0} bytes, and the service takes at most {ApsLimits.MaxPayloadBytes:N0}"
            + (largest.Length > 0 ? $"; the largest value is '{largest.Argument}' ({largest.Length:N0} characters). Give large values as files." : ".");
    }

    private static int LengthOf(RunInput input) => input switch
    {
        RunInput.Text text => text.Value.Length,
        RunInput.Json json => json.Value?.ToJsonString().Length ?? 0,
        _ => 0,
    };
}
