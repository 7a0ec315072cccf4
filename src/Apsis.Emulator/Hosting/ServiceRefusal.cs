using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>A request that a service refuses, answered in that service's own shape. Rules throw it; the pipeline writes it.</summary>
internal abstract class ServiceRefusal(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>Writes the body; the status is set already.</summary>
    public abstract Task WriteBodyAsync(HttpContext http);
}
