using System.Text;
using System.Text.RegularExpressions;

namespace Apsis.Emulator.Tests.Hostile;

/// <summary>Damages requests: a value here, some bytes there.</summary>
public sealed partial class Mutations(NastyValues nasty)
{
    /// <summary>Changes parts of a request, one to three of them, knowing what they are.</summary>
    public RawRequest Shape(RawRequest request, Random random)
    {
        for (var left = random.Next(4); left > 0; left--)
        {
            request = random.Next(9) switch
            {
                0 => request with { Target = Segment(request.Target, random) },
                1 => request with { Target = Query(request.Target, random) },
                2 => request with { Target = Insert(request.Target, nasty.Text(random), random) },
                3 or 4 or 5 => request with { Body = JsonValue(request.Body, random) },
                6 => request.With(NastyValues.HeaderName(random), OneLine(random.Next(3) == 0 ? NastyValues.Range(random) : nasty.Text(random))),
                7 => request.With(random.Next(2) == 0 ? "Range" : "Content-Range", NastyValues.Range(random)),
                _ => request with { Method = NastyValues.Of(["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "X"], random) },
            };
        }

        return request;
    }

    /// <summary>Changes bytes, knowing nothing; one request in four only.</summary>
    public byte[] Bytes(byte[] request, Random random)
    {
        if (random.Next(4) != 0 || request.Length == 0) return request;
        var bytes = request.ToList();
        for (var left = 1 + random.Next(4); left > 0 && bytes.Count > 0; left--)
        {
            var at = random.Next(bytes.Count);
            var count = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, count); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, count)); break;
                case 4: bytes.InsertRange(at, Encoding.UTF8.GetBytes(nasty.Text(random))); break;
                default: bytes.InsertRange(at, [0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xFF]); break;
            }
        }

        return random.Next(10) == 0 ? [.. bytes.Take(random.Next(bytes.Count + 1))] : [.. bytes];
    }

    private string Segment(string target, Random random)
    {
        var parts = target.Split('?', 2);
        var segments = parts[0].Split('/');
        segments[random.Next(1, Math.Max(2, segments.Length)) % segments.Length] = Spaceless(nasty.Text(random));
        return string.Join('/', segments) + (parts.Length > 1 ? "?" + parts[1] : "");
    }

    private string Query(string target, Random random)
    {
        var value = Spaceless(nasty.Text(random));
        var pairs = QueryValue().Matches(target);
        if (pairs.Count == 0 || random.Next(3) == 0)
            return $"{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{NastyValues.Of(["limit", "startAt", "parts", "firstPart", "uploadKey", "page", "region", "minutesExpiration", "beginsWith", "with", "startAfterTime", "access", "x"], random)}={value}";
        var chosen = pairs[random.Next(pairs.Count)].Groups["value"];
        return target[..chosen.Index] + value + target[(chosen.Index + chosen.Length)..];
    }

    // Any value of the text, whatever its place: a string, a number, an object's brace.
    private byte[] JsonValue(byte[] body, Random random)
    {
        if (body is not [(byte)'{' or (byte)'[', ..]) return body;
        var text = Encoding.UTF8.GetString(body);
        var values = JsonToken().Matches(text);
        if (values.Count == 0) return body;
        var chosen = values[random.Next(values.Count)];
        return Encoding.UTF8.GetBytes(text[..chosen.Index] + nasty.Json(random) + text[(chosen.Index + chosen.Length)..]);
    }

    private static string Insert(string text, string what, Random random)
    {
        var at = random.Next(text.Length + 1);
        return text[..at] + Spaceless(what) + text[at..];
    }

    // A blank or a line's end in the target would end it: bytes do that often enough.
    private static string Spaceless(string text) => text.Replace(' ', '+').Replace("\r\n", "%0D%0A", StringComparison.Ordinal).Replace("\0", "%00", StringComparison.Ordinal);

    private static string OneLine(string text) => text.Replace("\r\n", " ", StringComparison.Ordinal);

    [GeneratedRegex("[?&][^=&]+=(?<value>[^&]*)")]
    private static partial Regex QueryValue();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|-?[0-9.]+|true|false|\\{\\}|\\[\\]")]
    private static partial Regex JsonToken();
}
