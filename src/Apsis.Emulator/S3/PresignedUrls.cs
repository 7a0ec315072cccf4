using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.S3;

/// <summary>
/// Makes and checks URLs that carry their own permission, with the query of an AWS signature version 4. They are valid for one
/// method and path until they expire, also after a restart. The host is not signed: the emulator may come back on another port.
/// </summary>
internal sealed class PresignedUrls(SecretStore secrets, EmulatorAddress address, TimeProvider time)
{
    private const string Algorithm = "X-Amz-Algorithm";
    private const string Date = "X-Amz-Date";
    private const string Expires = "X-Amz-Expires";
    private const string Signature = "X-Amz-Signature";
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    private byte[]? _key;

    public async Task LoadKeyAsync(CancellationToken cancellationToken) =>
        _key = await secrets.GetOrAddAsync("url signing key", () => RandomNumberGenerator.GetBytes(32), cancellationToken);

    /// <summary>An absolute URL for one method on an escaped path.</summary>
    public Uri Sign(string method, string path, TimeSpan life, IReadOnlyDictionary<string, string>? query = null)
    {
        var now = time.GetUtcNow();
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in query ?? new Dictionary<string, string>()) parameters[name] = value;
        parameters[Algorithm] = "AWS4-HMAC-SHA256";
        parameters["X-Amz-Credential"] = $"APSISEMULATOR/{now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}/us-east-1/s3/aws4_request";
        parameters[Date] = now.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);
        parameters[Expires] = ((long)life.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        parameters["X-Amz-Security-Token"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        parameters["X-Amz-SignedHeaders"] = "host";
        return new Uri(address.Url($"{path}?{QueryOf(parameters)}&{Signature}={Compute(method, path, parameters)}"));
    }

    /// <summary>Refuses a request whose URL was not signed for it, or has expired.</summary>
    /// <exception cref="S3Refusal">403.</exception>
    public void Check(HttpContext http)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in http.Request.Query) parameters[name] = value.ToString();
        if (!parameters.Remove(Signature, out var signature)) throw S3Refusal.NotSigned();

        var method = HttpMethods.IsHead(http.Request.Method) ? HttpMethods.Get : http.Request.Method;
        var expected = Compute(method, RawTarget.PathOf(http), parameters);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature))) throw S3Refusal.WrongSignature();

        // The signature vouches for these two, so they parse.
        var signedAt = DateTimeOffset.ParseExact(parameters[Date], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var life = TimeSpan.FromSeconds(long.Parse(parameters[Expires], CultureInfo.InvariantCulture));
        if (time.GetUtcNow() > signedAt + life) throw S3Refusal.Expired();
    }

    private string Compute(string method, string path, SortedDictionary<string, string> parameters)
    {
        var key = _key ?? throw new InvalidOperationException("The key is loaded before anything is signed.");
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{method}\n{path}\n{QueryOf(parameters)}")));
    }

    private static string QueryOf(SortedDictionary<string, string> parameters) =>
        string.Join('&', parameters.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
}
