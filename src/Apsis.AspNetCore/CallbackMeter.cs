using System.Diagnostics.Metrics;

namespace Apsis.AspNetCore;

/// <summary>Numbers of callbacks, under the library's meter, <c>Apsis</c>.</summary>
internal static class CallbackMeter
{
    private static readonly Meter Meter = new("Apsis");

    private static readonly Counter<long> Taken = Meter.CreateCounter<long>("apsis.callbacks.accepted", "{callback}", "Callbacks that were taken.");

    private static readonly Counter<long> Again = Meter.CreateCounter<long>("apsis.callbacks.repeated", "{callback}", "Callbacks that were right and told nothing new.");

    private static readonly Counter<long> Wrong = Meter.CreateCounter<long>("apsis.callbacks.refused", "{request}", "Requests that were not taken.");

    public static void Accepted(string kind) => Taken.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public static void Repeated(string kind) => Again.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public static void Refused(CallbackRefusal reason) => Wrong.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
}
