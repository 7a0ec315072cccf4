using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Where content is read, and what is known of it before.</summary>
/// <param name="Url">The address.</param>
/// <param name="Size">Bytes, if known.</param>
/// <param name="Sha1">The SHA-1 in hexadecimal, if known.</param>
/// <param name="CanRenew">Whether another address can be had when this one is refused.</param>
internal sealed record ContentSource(SignedUrl Url, long? Size, string? Sha1, bool CanRenew);
