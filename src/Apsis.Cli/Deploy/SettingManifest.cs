using System.Text.Json;
using Apsis.Automation;

namespace Apsis.Cli.Deploy;

/// <summary>A setting of the manifest: a text, a flag, <c>{value}</c>, <c>{file}</c>, both with <c>isEnvironmentVariable</c>, or <c>{url, verb, headers}</c>.</summary>
internal static class SettingManifest
{
    // A setting travels in the Activity's JSON, which has 64 KiB in all.
    private const int MaxFileBytes = 64 * 1024;

    /// <summary>What is wrong with its form, and null when nothing is.</summary>
    public static string? Problem(JsonElement setting) => setting.ValueKind switch
    {
        JsonValueKind.String or JsonValueKind.True or JsonValueKind.False => null,
        JsonValueKind.Object when Has(setting, "value", JsonValueKind.String) && HasOnly(setting, "value", "isEnvironmentVariable") && HasFlag(setting) => null,
        JsonValueKind.Object when Has(setting, "file", JsonValueKind.String) && HasOnly(setting, "file", "isEnvironmentVariable") && HasFlag(setting) =>
            RelativePath.IsBelow(setting.GetProperty("file").GetString()!) ? null : $"'{setting.GetProperty("file").GetString()}' must be a file below the folder of this file.",
        JsonValueKind.Object when Has(setting, "url", JsonValueKind.String) && HasOnly(setting, "url", "verb", "headers")
            && (!setting.TryGetProperty("verb", out var verb) || verb.ValueKind == JsonValueKind.String)
            && (!setting.TryGetProperty("headers", out var headers) || headers.ValueKind == JsonValueKind.Object
                && headers.EnumerateObject().All(header => header.Value.ValueKind == JsonValueKind.String)) => null,
        _ => "it must be a text, true or false, or an object with value or file (and isEnvironmentVariable), or with url (and verb and headers).",
    };

    /// <summary>The setting in the service's form, with the text of its file.</summary>
    /// <exception cref="UsageException">The file can not be read.</exception>
    public static async Task<ActivitySetting> ReadAsync(string folder, string name, JsonElement setting, CancellationToken cancellationToken)
    {
        if (setting.ValueKind == JsonValueKind.String)
            return new ActivitySetting { Value = setting.GetString() };
        if (setting.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return ActivitySetting.Flag(setting.GetBoolean());
        if (setting.TryGetProperty("url", out var url))
        {
            return new ActivitySetting
            {
                Url = url.GetString(),
                Verb = setting.TryGetProperty("verb", out var verb) ? new Verb(verb.GetString()!) : null,
                Headers = setting.TryGetProperty("headers", out var headers) ? headers.EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!) : null,
            };
        }

        return new ActivitySetting
        {
            Value = setting.TryGetProperty("file", out var file) ? await TextOfAsync(folder, name, file.GetString()!, cancellationToken) : setting.GetProperty("value").GetString(),
            IsEnvironmentVariable = setting.TryGetProperty("isEnvironmentVariable", out var flag) && flag.GetBoolean(),
        };
    }

    private static async Task<string> TextOfAsync(string folder, string name, string relative, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, relative);
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null)
                throw new UsageException($"{path} (setting '{name}') is a link; it must be a file itself.");
            if (file is { Exists: true, Length: > MaxFileBytes })
                throw new UsageException($"{path} (setting '{name}') has {file.Length} bytes; an Activity has at most {MaxFileBytes} in all.");

            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} (setting '{name}') can not be read: {error.Message}", error);
        }
    }

    private static bool Has(JsonElement setting, string name, JsonValueKind kind) => setting.TryGetProperty(name, out var member) && member.ValueKind == kind;

    private static bool HasOnly(JsonElement setting, params ReadOnlySpan<string> names)
    {
        foreach (var member in setting.EnumerateObject())
        {
            if (!names.Contains(member.Name))
                return false;
        }

        return true;
    }

    private static bool HasFlag(JsonElement setting) =>
        !setting.TryGetProperty("isEnvironmentVariable", out var flag) || flag.ValueKind is JsonValueKind.True or JsonValueKind.False;
}
