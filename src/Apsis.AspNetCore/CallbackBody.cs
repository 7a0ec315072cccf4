using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Apsis.AspNetCore;

/// <summary>The body of a request in pooled memory that grows with it, up to a size and within a time.</summary>
internal sealed class CallbackBody : IDisposable
{
    private const int FirstSize = 4096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    private CallbackBody()
    {
    }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Reads all of it, or tells why not.</summary>
    public static async Task<(CallbackBody? Body, CallbackRefusal? Refusal)> ReadAsync(HttpContext http, ApsisCallbackOptions options, TimeProvider time)
    {
        if (http.Request.ContentLength > options.MaxBodyBytes)
            return (null, CallbackRefusal.Size);
        // What follows is not swallowed by the server either.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxBodyBytes;

        // A token would leave the server in the middle of a read, which it logs as an error; so it is asked to end the read.
        var reader = http.Request.BodyReader;
        using var late = new CancellationTokenSource(options.BodyTimeout, time);
        using var giveUp = late.Token.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), reader);
        var body = new CallbackBody();
        try
        {
            if (await body.FillAsync(reader, options.MaxBodyBytes).ConfigureAwait(false) is not { } refusal)
                return (body, null);
            body.Dispose();
            return (null, refusal);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            body.Dispose();
            // Whoever is gone hears no answer, and a server that goes on reading from him logs an error.
            if (error is not BadHttpRequestException)
                http.Abort();
            return (null, ReasonOf(error));
        }
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private static CallbackRefusal ReasonOf(Exception error) => (error as BadHttpRequestException)?.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => CallbackRefusal.Size,
        StatusCodes.Status408RequestTimeout => CallbackRefusal.Slow,
        _ => CallbackRefusal.Broken,
    };

    private async Task<CallbackRefusal?> FillAsync(PipeReader reader, int max)
    {
        while (true)
        {
            var read = await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            var fits = read.Buffer.Length <= max - _length;
            if (fits)
                Add(read.Buffer);
            reader.AdvanceTo(read.Buffer.End);
            if (!fits)
                return CallbackRefusal.Size;
            if (read.IsCompleted)
                return null;
            if (read.IsCanceled)
                return CallbackRefusal.Slow;
        }
    }

    private void Add(ReadOnlySequence<byte> bytes)
    {
        var needed = _length + (int)bytes.Length;
        if (needed > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length = needed;
    }
}
