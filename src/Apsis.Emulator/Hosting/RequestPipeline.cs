using Apsis.Emulator.Faults.Http;
using Apsis.Emulator.Quotas;
using Microsoft.AspNetCore.Builder;

namespace Apsis.Emulator.Hosting;

/// <summary>What happens to every request, outermost first. No other place adds a step.</summary>
internal static class RequestPipeline
{
    public static void UseRequestPipeline(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<RefusalAnswers>();
        app.UseMiddleware<FaultInjection>();
        // A client that has gone without a word is noticed after a minute at most.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
        app.UseMiddleware<PathRewrite>();
        app.UseRouting();
        app.UseMiddleware<AccessCheck>();
        app.UseMiddleware<QuotaCheck>();
        app.UseEndpoints(_ => { });
        app.Run(UnknownRoute.AnswerAsync);
    }
}
