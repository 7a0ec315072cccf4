using System.Text;

namespace Apsis.Auth;

/// <summary>The head of a request to a loopback redirect, as far as it matters. Any program and any web page can send one.</summary>
internal sealed record LoopbackRequest(string Method, string Path, string Query, string? Host)
{
    /// <summary>Method and path; never the query, which may hold a code.</summary>
    public override string ToString() => $"{Method} {Path}";

    /// <summary>Reads a head, without the empty line at its end; null when it is not one of HTTP/1.1 with an origin-form target and at most one host.</summary>
    public static LoopbackRequest? Parse(ReadOnlySpan<byte> head)
    {
        foreach (var character in head)
        {
            if (character is not ((>= (byte)' ' and <= (byte)'~') or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return null;
        }

        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        var words = lines[0].Split(' ');
        if (words.Length != 3 || words[0].Length == 0 || !words[1].StartsWith('/') || !words[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
            return null;

        var hosts = lines.Skip(1).Where(line => line.StartsWith("host:", StringComparison.OrdinalIgnoreCase)).ToList();
        if (hosts.Count > 1)
            return null;

        var target = words[1].Split('?', 2);
        return new LoopbackRequest(words[0], target[0], target.Length > 1 ? target[1] : "", hosts.Count == 0 ? null : hosts[0][5..].Trim());
    }
}
