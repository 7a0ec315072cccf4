using System.Buffers;
using System.Security.Cryptography;
using Apsis.Exceptions;
using Microsoft.Win32.SafeHandles;

namespace Apsis.DataManagement.Transfers;

/// <summary>The SHA-1 of a file whose parts move side by side: reads behind them, where the system still has the bytes at hand.</summary>
internal static class FollowingHash
{
    private const int BufferSize = 256 * 1024;

    /// <returns>Lower-case hexadecimal.</returns>
    /// <exception cref="TransferException">The file has become shorter.</exception>
    public static async Task<string> RunAsync(SafeFileHandle file, Frontier frontier, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long done = 0; done < frontier.Size;)
            {
                var end = await frontier.WaitAsync(done, cancellationToken).ConfigureAwait(false);
                while (done < end)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(BufferSize, end - done)), done);
                    if (read == 0)
                        throw new TransferException("the file became shorter while it was sent. Run again when nothing writes to it.");
                    hash.AppendData(buffer.AsSpan(0, read));
                    done += read;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The SHA-1 of a file that is whole.</summary>
    public static Task<string> OfAsync(SafeFileHandle file, long size, CancellationToken cancellationToken)
    {
        var all = new Frontier(PartPlan.Whole(size));
        all.Reached(1, size);
        return Task.Run(() => RunAsync(file, all, cancellationToken), cancellationToken);
    }
}
