using System.Buffers;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults.Http;

/// <summary>Connections that are cut.</summary>
internal static class Resets
{
    public static async Task BeforeAsync(Fault fault, HttpContext http)
    {
        var left = fault.Rule.AfterBytes ?? 0;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (left > 0)
            {
                var count = await http.Request.Body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), http.RequestAborted);
                if (count == 0) break;
                left -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            http.Cut();
        }
    }

    public static async Task AfterAsync(Fault fault, HttpContext http, RequestDelegate next)
    {
        http.Response.Body = Stream.Null;
        try
        {
            await next(http);
        }
        finally
        {
            fault.Happened();
            http.Cut();
        }
    }
}
