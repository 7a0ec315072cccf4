namespace Apsis.Emulator.ObjectStorage;

/// <summary>What a browser would run as a page of the storage's own host, instead of saving it.</summary>
internal static class InlineContent
{
    private static readonly string[] Executable = ["text/html", "text/xml", "text/xsl", "application/xml"];

    public static bool IsExecutable(DownloadParameters parameters) => !IsAttachment(parameters.ContentDisposition) && IsExecutable(TypeOf(parameters.ContentType));

    // Browsers show what has no disposition that they understand.
    private static bool IsAttachment(string disposition) => disposition.Split(';')[0].Trim().Equals("attachment", StringComparison.OrdinalIgnoreCase);

    private static bool IsExecutable(string type) =>
        Executable.Contains(type) || type.EndsWith("+xml", StringComparison.Ordinal)
        || type.EndsWith("script", StringComparison.Ordinal);

    // Browsers read "text/html,x" as text/html.
    private static string TypeOf(string contentType) =>
        new([.. contentType.Trim().TakeWhile(c => c is '/' or '+' or '-' or '.' or '_' || char.IsAsciiLetterOrDigit(c)).Select(char.ToLowerInvariant)]);
}
