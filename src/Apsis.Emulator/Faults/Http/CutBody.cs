using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults.Http;

/// <summary>Lets only the beginning of a body through. The server closes the connection of an answer that is shorter than it promised.</summary>
internal sealed class CutBody(HttpResponse response, Fault fault) : ResponseFilter(response)
{
    private long? _left;
    private bool _isCut;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isCut || buffer.IsEmpty) return;
        _left ??= fault.Rule.AfterBytes ?? (Response.ContentLength ?? buffer.Length) / 2;
        var count = (int)Math.Min(_left.Value, buffer.Length);
        _left -= count;
        if (count > 0) await Inner.WriteAsync(buffer[..count], cancellationToken);
        if (count == buffer.Length) return;

        _isCut = true;
        fault.Happened();
        Response.HttpContext.MarkCutOff();
        await Response.StartAsync(cancellationToken);
        await Inner.FlushAsync(cancellationToken);
        // Without a promise nobody would notice.
        if (Response.ContentLength is null) Response.HttpContext.Abort();
    }
}
