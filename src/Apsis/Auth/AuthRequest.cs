using System.Net.Http.Headers;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>One request to Authentication, which can be sent more than once.</summary>
internal sealed class AuthRequest
{
    public required HttpMethod Method { get; init; }

    public required Uri Url { get; init; }

    /// <summary>What has failed when it fails, to begin an error with: "No token".</summary>
    public required string Subject { get; init; }

    /// <summary>Whether sending it twice does no harm.</summary>
    public bool IsRepeatable { get; init; } = true;

    public AuthenticationHeaderValue? Authorization { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>>? Form { get; init; }

    public byte[]? Json { get; init; }

    /// <summary>What must not be in an error, even when the service echoes it.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The address without a query.</summary>
    public string Address => Url.GetLeftPart(UriPartial.Path);

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Url);
        message.Headers.Authorization = Authorization;
        message.Headers.Accept.ParseAdd("application/json");
        if (Form is not null)
            message.Content = new FormUrlEncodedContent(Form);
        if (Json is not null)
            message.Content = new ByteArrayContent(Json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return message;
    }

    public ApsHttpFailure NoAnswer() => new() { Method = Method.Method, Url = Address };
}
