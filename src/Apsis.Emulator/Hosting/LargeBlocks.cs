using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Apsis.Emulator.Hosting;

/// <summary>
/// Memory of connections in blocks of 64 KiB. The server's own are of 4 KiB, and a part of 64 MiB then takes 16,000 reads of a socket. An idle
/// connection holds none.
/// </summary>
internal sealed class LargeBlocks : IMemoryPoolFactory<byte>
{
    private const int BlockSize = 64 * 1024;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        public override int MaxBufferSize => Shared.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, BlockSize));

        protected override void Dispose(bool disposing)
        {
        }
    }
}
