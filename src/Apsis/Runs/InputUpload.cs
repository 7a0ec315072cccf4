using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Files;

namespace Apsis.Runs;

/// <summary>Brings an input of this side into the run's bucket, under a key of its own.</summary>
internal sealed class InputUpload(DataManagementClient data)
{
    public const string KeyPrefix = "runs/";

    public async Task<RunEvent> RunAsync(RunState state, RunInput input, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var name = NameOf(input);
        var key = KeyOf(state.Id, input);
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

        Task<StoredObject> ContentAsync(RunInput.Content content)
        {
            // A run that tries again begins where the first try did.
            if (content.Source.CanSeek)
                content.Source.Position = content.Start;
            else if (!content.TryBegin())
                throw new TransferException($"The input '{content.Argument}' can not be read a second time: its stream can not be rewound. Give a file, or a stream that can seek.");
            return data.Objects.UploadAsync(content.Source, state.Spec.BucketKey!, key, new UploadOptions { Progress = Watch(name) }, cancellationToken);
        }

        RunTransferProgress Watch(string path) => new(progress, input.Argument, path, isUpload: true);
    }

    /// <summary>Where the input goes: a key of its own, so that runs never overwrite each other's.</summary>
    public static string KeyOf(RunId run, RunInput input) => $"{KeyPrefix}{run}/{input.Argument}/{NameOf(input)}";

    private static string NameOf(RunInput input) => input switch
    {
        RunInput.File file => Path.GetFileName(file.Path),
        RunInput.Folder folder => $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path)))}.zip",
        RunInput.Content content => content.FileName,
        _ => throw new InvalidOperationException($"An input of type {input.GetType().Name} is not uploaded."),
    };
}
