using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>What Authentication answered.</summary>
internal sealed class AuthAnswer
{
    private const int MaxBodyChars = 16 * 1024;

    public required AuthRequest Request { get; init; }

    public required HttpStatusCode Status { get; init; }

    public required string Body { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The answer as a message.</summary>
    /// <param name="name">What it should be, for an error: "a token answer".</param>
    /// <param name="type">How it is read.</param>
    /// <param name="isWhole">Whether it has what it can not do without.</param>
    /// <exception cref="ApsHttpException">It is none: nothing of it is quoted, for it may hold a token.</exception>
    public T Read<T>(string name, JsonTypeInfo<T> type, Func<T, bool> isWhole)
    {
        try
        {
            if (JsonSerializer.Deserialize(Body, type) is { } message && isWhole(message))
                return message;
        }
        catch (JsonException)
        {
            // Reported below. The parser's message would quote the body.
        }

        throw new ApsHttpException($"{Request.Subject}: {Request.Address} answered {(int)Status} with a body that is not {name}. "
            + "Is the base address (APS_BASE_URL) that of APS?", Failure(""));
    }

    /// <summary>The refusal as an exception, with what to do about it.</summary>
    public ApsHttpException Refused(string advice)
    {
        var body = Redacted();
        var reason = AuthError.Of(body).Reason;
        return new ApsHttpException($"{Request.Subject}: the service answered {(int)Status}{(reason.Length > 0 ? $": {reason}" : "")}. {advice}", Failure(body));
    }

    private ApsHttpFailure Failure(string body) => new()
    {
        Method = Request.Method.Method,
        Url = Request.Address,
        Status = Status,
        RequestId = RequestId,
        Body = body,
    };

    // A server may echo what it was sent.
    private string Redacted()
    {
        var body = Body;
        foreach (var secret in Request.Secrets.Where(secret => secret.Length > 0))
        {
            body = body.Replace(secret, "***", StringComparison.Ordinal);
            body = body.Replace(Uri.EscapeDataString(secret), "***", StringComparison.Ordinal);
        }

        return body.Length <= MaxBodyChars ? body : body[..MaxBodyChars];
    }
}
