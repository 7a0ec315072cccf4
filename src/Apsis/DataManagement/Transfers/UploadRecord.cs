using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>
/// What is known of an upload after a crash: a file with a line of JSON that says which upload of which file this is, and a line for each part that
/// the storage has acknowledged. A line that was not finished counts for nothing.
/// </summary>
internal sealed class UploadRecord : IDisposable
{
    // The service drops an upload a day after it was opened, at the earliest.
    private static readonly TimeSpan Life = TimeSpan.FromHours(20);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly FileStream _file;
    private readonly TimeProvider _time;

    private UploadRecord(string path, FileStream file, TimeProvider time)
    {
        _path = path;
        _file = file;
        _time = time;
    }

    /// <summary>What an earlier attempt left; null when there is none to go on with.</summary>
    public UploadRecordHead? Head { get; private set; }

    /// <summary>Entity tags of the parts that are there, by their numbers.</summary>
    public Dictionary<int, string> ETags { get; } = [];

    /// <summary>Opens the record of an upload, and reads what an earlier attempt left. Null when there is no folder for it, or another program has it.</summary>
    public static UploadRecord? Open(ApsPipeline pipeline, BucketKey bucket, ObjectKey key, LocalFile file)
    {
        if (pipeline.Options.TransferStateFolder is not { } folder)
            return null;

        var name = string.Join('\n', pipeline.Auth.BaseUrl.Authority, pipeline.Auth.Options.ClientId, bucket.Value, key.Value, Path.GetFullPath(file.Path));
        var path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32] + ".upload");
        UploadRecord? record = null;
        try
        {
            UploadRecordFolder.Prepare(folder, pipeline.Time);
            record = new UploadRecord(path, UploadRecordFolder.Open(path), pipeline.Time);
            record.Read(file);
            return record;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            record?.Dispose();
            return null;
        }
    }

    /// <summary>Begins anew.</summary>
    public void Begin(string uploadKey, LocalFile file, long partSize) => Write(() =>
    {
        ETags.Clear();
        Head = new UploadRecordHead(uploadKey, _time.GetUtcNow(), file.Size, file.LastWriteUtc.Ticks, partSize);
        _file.SetLength(0);
        Append(JsonSerializer.Serialize(Head, UploadRecordJson.Default.UploadRecordHead));
    });

    /// <summary>A part is there.</summary>
    public void Add(int number, string eTag) => Write(() => Append(string.Create(CultureInfo.InvariantCulture, $"{number} {eTag}")));

    /// <summary>Nothing is left to go on with.</summary>
    public void Forget() => Write(() =>
    {
        Head = null;
        ETags.Clear();
        _file.SetLength(0);
        File.Delete(_path);
    });

    public void Dispose() => _file.Dispose();

    private void Read(LocalFile file)
    {
        using var reader = new StreamReader(_file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 4096, leaveOpen: true);
        var text = reader.ReadToEnd();
        // What follows the last end of a line was being written when the program died.
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || HeadOf(lines[0]) is not { } head || !head.IsFor(file) || _time.GetUtcNow() - head.Opened > Life)
            return;

        Head = head;
        foreach (var line in lines.AsSpan(1))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && int.TryParse(line.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                ETags[number] = line[(space + 1)..];
        }

        _file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, text.LastIndexOf('\n') + 1)));
        _file.Position = _file.Length;
    }

    private static UploadRecordHead? HeadOf(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, UploadRecordJson.Default.UploadRecordHead);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Append(string line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush();
    }

    // An upload without a record is better than none.
    private void Write(Action write)
    {
        lock (_lock)
        {
            try
            {
                write();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
            }
        }
    }
}
