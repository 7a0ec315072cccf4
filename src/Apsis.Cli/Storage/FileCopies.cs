using Apsis.Cli.Output;
using Apsis.Cli.Target;
using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;

namespace Apsis.Cli.Storage;

/// <summary>Files that go up to one bucket or come down from one: all in one call of the library, which shares connections and requests among them.</summary>
internal sealed class FileCopies(CopyRequest request, ApsTarget target, ICopyView view, CopyTotals totals)
{
    public Task UpAsync(string bucket, IReadOnlyList<(CopyItem Item, Action<CopyLine> End)> copies, CancellationToken cancellationToken)
    {
        var metadata = request.ContentType is { } type ? new ObjectMetadata { ContentType = type } : null;
        var rows = copies.ToDictionary(copy => ((CopyEnd.Stored)copy.Item.Destination).Key, RowOf, StringComparer.Ordinal);
        var files = rows.Select(row => new FileUpload
        {
            LocalPath = ((CopyEnd.Local)row.Value.Item.Source).Path, ObjectKey = row.Key, Metadata = metadata, Progress = row.Value,
        });
        return TellAsync(target.Data.Objects.UploadManyAsync(files, bucket, Options(copies), cancellationToken), transfer => rows[transfer.ObjectKey]);
    }

    public Task DownAsync(string bucket, IReadOnlyList<(CopyItem Item, Action<CopyLine> End)> copies, CancellationToken cancellationToken)
    {
        var rows = copies.ToDictionary(copy => ((CopyEnd.Local)copy.Item.Destination).Path, RowOf, StringComparer.Ordinal);
        var files = rows.Select(row => new FileDownload { ObjectKey = ((CopyEnd.Stored)row.Value.Item.Source).Key, LocalPath = row.Key, Progress = row.Value });
        return TellAsync(target.Data.Objects.DownloadManyAsync(bucket, files, Options(copies), cancellationToken), transfer => rows[transfer.LocalPath]);
    }

    private static async Task TellAsync(IAsyncEnumerable<FileTransfer> transfers, Func<FileTransfer, Row> rowOf)
    {
        await foreach (var transfer in transfers)
            rowOf(transfer).End(transfer);
    }

    private FileTransferOptions Options(IReadOnlyList<(CopyItem Item, Action<CopyLine> End)> copies) => new()
    {
        SkipIfSame = request.SkipSame,
        TotalBytes = copies.Sum(copy => copy.Item.Bytes ?? 0),
        Progress = totals.Next(),
    };

    private Row RowOf((CopyItem Item, Action<CopyLine> End) copy) => new(copy.Item, view, copy.End);

    // Shown from its first byte on: a thousand that wait would fill the screen.
    private sealed class Row(CopyItem item, ICopyView view, Action<CopyLine> end) : IProgress<TransferProgress>
    {
        private CopyProgress? _shown;

        public CopyItem Item => item;

        public void Report(TransferProgress value) => (_shown ??= view.Begin(item.Source.ToString()!, item.Bytes)).Report(value);

        public void End(FileTransfer transfer)
        {
            _shown?.Dispose();
            var line = item.ToLine();
            end(transfer switch
            {
                { Error: { } error } => line with { Error = Failure.Of(error).Message },
                { WasSame: true } => line with { Status = CopyLine.Same },
                _ => line with { Status = CopyLine.Copied, Bytes = transfer.Object?.Size ?? item.Bytes },
            });
        }
    }
}
