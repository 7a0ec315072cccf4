using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults.Http;

/// <summary>Changes one byte of a body.</summary>
internal sealed class WrongBody(HttpResponse response, Fault fault) : ResponseFilter(response)
{
    private readonly long _at = fault.Rule.AfterBytes ?? 0;
    private long _written;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var index = _at - _written;
        _written += buffer.Length;
        // A refusal is no download.
        if (index < 0 || index >= buffer.Length || Response.StatusCode >= 400)
        {
            await Inner.WriteAsync(buffer, cancellationToken);
            return;
        }

        var copy = buffer.ToArray();
        copy[index] ^= 0xFF;
        await Inner.WriteAsync(copy, cancellationToken);
        fault.Happened();
    }
}
