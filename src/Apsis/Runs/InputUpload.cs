using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Files;

namespace Apsis.Runs;

/// <summary>Brings an input of this side into the run's bucket, under a key of its own.</summary>
internal sealed class InputUpload(DataManagementClient data)
{
    public async Task<RunEvent> RunAsync(RunState state, RunInput input, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var name = NameOf(input);
        var key = $"runs/{state.Id}/{input.Argument}/{name}";
        var stored = input switch
        {
            RunInput.File file => await FileAsync(file.Path).ConfigureAwait(false),
            RunInput.Folder folder => await FolderAsync(folder.Path).ConfigureAwait(false),
            RunInput.Content content => await ContentAsync(content).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"An input of type {input.GetType().Name} is not uploaded."),
        };
        return new RunEvent.InputUploaded(input.Argument, key, stored.Size);

        Task<StoredObject> FileAsync(string path) => data.Objects.UploadAsync(path, state.Spec.BucketKey!, key, Watch(path), cancellationToken);

        async Task<StoredObject> FolderAsync(string path)
        {
            using var zip = new TemporaryFile(name);
            var file = File.Create(zip.Path);
            await using (file.ConfigureAwait(false))
                await FolderZip.WriteAsync(FolderFiles.List(path), top: "", file, cancellationToken).ConfigureAwait(false);
            return await data.Objects.UploadAsync(zip.Path, state.Spec.BucketKey!, key, Watch(path), cancellationToken).ConfigureAwait(false);
        }

        // By way of a file: its length and its SHA-1 are known before the first byte goes out, and a part can be sent again.
        async Task<StoredObject> ContentAsync(RunInput.Content content)
        {
            using var spool = new TemporaryFile("content");
            var file = File.Create(spool.Path);
            await using (file.ConfigureAwait(false))
                await SpoolAsync(content, file, cancellationToken).ConfigureAwait(false);
            return await data.Objects.UploadAsync(spool.Path, state.Spec.BucketKey!, key, Watch(name), cancellationToken).ConfigureAwait(false);
        }

        RunTransferProgress Watch(string path) => new(progress, input.Argument, path, isUpload: true);
    }

    private static async Task SpoolAsync(RunInput.Content content, FileStream file, CancellationToken cancellationToken)
    {
        try
        {
            // A run that tries again begins where the first try did.
            if (content.Source.CanSeek)
                content.Source.Position = content.Start;
            else if (content.TryBegin() is false)
                throw new TransferException($"The input '{content.Argument}' can not be read a second time: its stream can not be rewound. Give a file, or a stream that can seek.");
            await content.Source.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or NotSupportedException)
        {
            throw new TransferException($"The input '{content.Argument}' can not be read from its stream: {error.Message}", error);
        }
    }

    /// <summary>The name that the input has as an object: the last part of its key.</summary>
    public static string NameOf(RunInput input) => input switch
    {
        RunInput.File file => Path.GetFileName(file.Path),
        RunInput.Folder folder => $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path)))}.zip",
        RunInput.Content content => content.FileName,
        _ => throw new InvalidOperationException($"An input of type {input.GetType().Name} is not uploaded."),
    };
}
