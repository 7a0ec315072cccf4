using System.Net;
using Apsis.Automation;
using Apsis.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Apsis.Bench.Waiting.Contenders;

/// <summary>Apsis with a receiver of callbacks in the same process, which hands each body to the tracker as a hint.</summary>
internal sealed class Callbacks(HintTrust trust) : IContender
{
    public string Name => trust == HintTrust.Trust ? "Apsis, callbacks that are proved" : "Apsis, callbacks that are confirmed";

    public async Task RunAsync(Day day)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(async http => day.Workflow.Tracker.TakeHint(await WorkItemCallback.ReadAsync(http.Request.Body, http.RequestAborted), trust));
        await app.StartAsync();
        var receiver = new Uri($"{app.Urls.Single()}/done");
        await Task.WhenAll(Enumerable.Range(0, day.Count).Select(number => RunAsync(day, number, receiver)));
    }

    private static async Task RunAsync(Day day, int number, Uri receiver)
    {
        var id = await day.Workflow.StartWorkItemAsync(day.SpecOf(number, receiver));
        await foreach (var item in day.Workflow.Tracker.WatchAsync(id, new WorkItemWatchOptions { IsCalledBack = true }))
        {
            if (item.HasEnded)
                day.Told(item);
        }
    }
}
