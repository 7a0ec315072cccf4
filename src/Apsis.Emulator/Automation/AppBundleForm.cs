using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Automation;

/// <summary>Makes the form fields with which a zip may be posted, and checks the policy among them, as S3 does.</summary>
internal sealed class AppBundleForm(SecretStore secrets, EmulatorAddress address, ApsEmulatorOptions options, TimeProvider time)
{
    public const string Path = "/s3/dasprod-store";

    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string ExpirationFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public static string KeyOf(string owner, string name, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"apps/{owner}/{name}/{version}");

    public async Task<UploadParametersBody> MakeAsync(Definition definition, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var form = new Dictionary<string, string>
        {
            ["key"] = KeyOf(definition.Owner, definition.Name, definition.Version),
            ["content-type"] = "application/octet-stream",
            ["policy"] = "",
            ["success_action_status"] = "200",
            ["success_action_redirect"] = "",
            ["x-amz-signature"] = "",
            ["x-amz-credential"] = $"APSISEMULATOR/{now.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}/us-east-1/s3/aws4_request/",
            ["x-amz-algorithm"] = Algorithm,
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
            ["x-amz-server-side-encryption"] = "AES256",
            ["x-amz-security-token"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        };
        form["policy"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(PolicyOf(form, now + Life).ToJsonString()));
        form["x-amz-signature"] = await SignAsync(form["policy"], cancellationToken);
        return new UploadParametersBody { EndpointUrl = address.Url(Path), FormData = form };
    }

    /// <summary>Refuses fields that no policy of ours allows. Field names are compared without regard to case.</summary>
    /// <exception cref="AppBundleUploadRefusal">403.</exception>
    public async Task CheckAsync(IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        if (!fields.TryGetValue("policy", out var policy) || !fields.TryGetValue("x-amz-signature", out var signature))
            throw AppBundleUploadRefusal.Denied("Access Denied: the fields policy and x-amz-signature are required.");
        var expected = Encoding.ASCII.GetBytes(await SignAsync(policy, cancellationToken));
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature))) throw AppBundleUploadRefusal.WrongSignature();

        // Signed by us: its shape is known.
        var document = JsonNode.Parse(Convert.FromBase64String(policy))!;
        var expiration = document["expiration"]!.GetValue<string>();
        if (time.GetUtcNow() > DateTimeOffset.ParseExact(expiration, ExpirationFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
            throw AppBundleUploadRefusal.Denied("Invalid according to Policy: Policy expired.");
        var conditions = document["conditions"]!.AsArray();
        foreach (var condition in conditions) Check(condition!, fields);
        CheckExtra(fields.Keys, conditions);
    }

    private JsonObject PolicyOf(Dictionary<string, string> form, DateTimeOffset expiration) => new()
    {
        ["expiration"] = expiration.ToString(ExpirationFormat, CultureInfo.InvariantCulture),
        ["conditions"] = new JsonArray(
            new JsonObject { ["key"] = form["key"] },
            new JsonObject { ["bucket"] = "dasprod-store" },
            new JsonObject { ["success_action_status"] = "200" },
            new JsonArray("starts-with", "$success_action_redirect", ""),
            new JsonArray("starts-with", "$content-Type", "application/octet-stream"),
            new JsonObject { ["x-amz-server-side-encryption"] = "AES256" },
            new JsonArray("content-length-range", "0", options.Automation.MaxAppBundleBytes.ToString(CultureInfo.InvariantCulture)),
            new JsonObject { ["x-amz-credential"] = form["x-amz-credential"] },
            new JsonObject { ["x-amz-algorithm"] = Algorithm },
            new JsonObject { ["x-amz-date"] = form["x-amz-date"] },
            new JsonObject { ["x-amz-security-token"] = form["x-amz-security-token"] }),
    };

    // S3 takes the fields that its policy names, and no other.
    private static void CheckExtra(IEnumerable<string> names, JsonArray conditions)
    {
        var known = conditions.Select(condition => condition is JsonObject exact ? exact.First().Key : condition![0]!.GetValue<string>() == "starts-with" ? condition[1]!.GetValue<string>()[1..] : "");
        var extra = names.Except([.. known, "policy", "x-amz-signature"], StringComparer.OrdinalIgnoreCase)
            .Where(name => !name.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase));
        var text = string.Join(", ", extra);
        if (text.Length > 0)
            throw AppBundleUploadRefusal.Denied($"Invalid according to Policy: Extra input fields: {ReportText.Printable(AutomationErrors.Shown(text))}");
    }

    private static void Check(JsonNode condition, IReadOnlyDictionary<string, string> fields)
    {
        if (condition is JsonObject exact)
        {
            var (name, value) = exact.First();
            var isMet = name == "bucket" || fields.GetValueOrDefault(name) == value!.GetValue<string>();
            if (!isMet) throw AppBundleUploadRefusal.Denied($"Invalid according to Policy: Policy Condition failed: [\"eq\", \"${name}\"]");
            return;
        }

        // The size is checked while the file arrives.
        if (condition[0]!.GetValue<string>() != "starts-with") return;
        var field = condition[1]!.GetValue<string>()[1..];
        // A client drops a pair whose value is empty.
        if (!fields.GetValueOrDefault(field, "").StartsWith(condition[2]!.GetValue<string>(), StringComparison.Ordinal))
            throw AppBundleUploadRefusal.Denied($"Invalid according to Policy: Policy Condition failed: [\"starts-with\", \"${field}\"]");
    }

    private async Task<string> SignAsync(string policy, CancellationToken cancellationToken)
    {
        var key = await secrets.GetOrAddAsync("appbundle form key", () => RandomNumberGenerator.GetBytes(32), cancellationToken);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(policy)));
    }
}
