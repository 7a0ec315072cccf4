using System.Net;

namespace Apsis.Exceptions;

/// <summary>The facts of one failed HTTP call, free of secrets.</summary>
public sealed record ApsHttpFailure
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The address without its query, which may hold a signature.</summary>
    public required string Url { get; init; }

    /// <summary>The HTTP status of the answer, or null when there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The body of the answer as text, at most 16 KiB of it.</summary>
    public string Body { get; init; } = "";

    /// <summary>The service's id of the request (<c>x-request-id</c> or <c>x-amzn-RequestId</c>), to quote to its support.</summary>
    public string? RequestId { get; init; }
}
