using System.Net;
using Apsis.Http;

namespace Apsis.Tests.Http;

/// <summary>How long a server asks to be left alone.</summary>
public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30", 30.0)]
    [InlineData("Thu, 01 Jan 2026 12:00:30 GMT", 30.0)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("Thu, 01 Jan 2026 11:00:00 GMT", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("soon", null)]
    public void It_goes_by_the_servers_own_clock_and_names_a_time_to_come(string value, double? seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.Date = Noon;
        response.Headers.TryAddWithoutValidation("Retry-After", value);

        var wait = RetryAfter.Of(response, TimeProvider.System)?.TotalSeconds;

        wait.ShouldBe(seconds);
    }
}
