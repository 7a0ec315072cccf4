namespace Apsis.DataManagement.Transfers;

/// <summary>A file of one part among others.</summary>
internal sealed class SmallUpload(FileUpload file, LocalFile content, ObjectKey key) : IDisposable
{
    public FileUpload File => file;

    public LocalFile Content => content;

    public ObjectKey Key => key;

    public string Sha1 { get; set; } = "";

    public UploadUrls? Urls { get; set; }

    public string? ETag { get; set; }

    public StoredObject? Stored { get; set; }

    /// <summary>It has ended, well or not.</summary>
    public bool HasEnded { get; set; }

    public void Dispose() => content.Dispose();
}
