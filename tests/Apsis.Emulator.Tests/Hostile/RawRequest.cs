using System.Globalization;
using System.Text;

namespace Apsis.Emulator.Tests.Hostile;

/// <summary>A request as it goes over the wire, well-formed or not.</summary>
public sealed record RawRequest(string Method, string Target, byte[] Body, params (string Name, string Value)[] Headers)
{
    public static readonly byte[] NoBody = [];

    public static RawRequest Json(string method, string target, string token, string json) =>
        new(method, target, Encoding.UTF8.GetBytes(json), ("Authorization", $"Bearer {token}"), ("Content-Type", "application/json"));

    public RawRequest With(string name, string value) => this with { Headers = [.. Headers.Where(header => header.Name != name), (name, value)] };

    /// <summary>The bytes. The connection is closed after the answer, so that its end is known.</summary>
    public byte[] ToBytes(string host)
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        foreach (var (name, value) in Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (!Headers.Any(header => header.Name is "Content-Length" or "Transfer-Encoding") && (Body.Length > 0 || Method is "POST" or "PUT" or "PATCH"))
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }
}
