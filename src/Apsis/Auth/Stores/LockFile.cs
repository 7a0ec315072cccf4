using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>A file that one process at a time has open, and that tells the others to wait. The system lets go of it when the process dies.</summary>
internal sealed class LockFile : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    private readonly FileStream _stream;

    private LockFile(FileStream stream) => _stream = stream;

    public static async Task<LockFile> AcquireAsync(string path, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new LockFile(new FileStream(path, TokenFile.Private(FileMode.OpenOrCreate, FileShare.None)));
            }
            catch (IOException error) when (IsHeld(error))
            {
                if (time.GetElapsedTime(begun) > limit)
                    throw new ApsException($"The stored tokens are in use by another process, which has held {path} for {limit.TotalSeconds:0} s. End it, and try again.", error);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new ApsException($"Tokens can not be stored: {error.Message} Check who may write to {path}.", error);
            }

            // Chance keeps those who wait from knocking in step.
            await Task.Delay(Pause * (1 + Random.Shared.NextDouble()), time, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    // EAGAIN of Linux and of macOS; Windows' sharing and lock violations.
    internal static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);
}
