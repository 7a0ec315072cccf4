using System.Globalization;
using System.Net;
using System.Text;
using Apsis.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Apsis.AspNetCore.Tests;

/// <summary>Ten thousand bodies with the right secret, none of which is a callback. <c>APSIS_HOSTILE_SEED</c> sends others.</summary>
[Collection(nameof(RandomBodyTests))]
[CollectionDefinition(nameof(RandomBodyTests), DisableParallelization = true)]
public sealed class RandomBodyTests
{
    private const int Bodies = 10_000;

    private static readonly byte[] Right = Encoding.UTF8.GetBytes(Receiver.Ended("w1"));

    [Fact]
    public async Task Ten_thousand_random_bodies_are_refused_change_nothing_log_no_exception_and_keep_no_memory()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("APSIS_HOSTILE_SEED") ?? "20261123", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        var handler = new RecordingHandler();
        await using var receiver = await Receiver.StartAsync(services => services.AddSingleton<IWorkItemCallbackHandler>(handler));
        var target = receiver.Submitted("w1");
        receiver.Submitted("w2");
        var end = receiver.EndOf("w1");
        var random = new Random(seed);
        var before = 0L;

        for (var number = 0; number < Bodies; number++)
        {
            // By then caches and pools are full.
            if (number == Bodies / 2)
                before = LiveBytes(receiver);
            var body = BodyOf(random);
            using var answer = await receiver.PostAsync(target, new ByteArrayContent(body));
            ((int)answer.StatusCode).ShouldBeInRange(400, 499, $"seed {seed}, body {number}: {Convert.ToBase64String(body)}");
        }

        var growth = LiveBytes(receiver) - before;
        TestContext.Current.TestOutputHelper.WriteLine($"Memory grew by {growth / 1024.0:0} KiB over the last {Bodies / 2:N0} bodies.");
        // All of these bodies together have 27 MiB; each thread may keep a buffer of each size.
        growth.ShouldBeLessThan(12 * 1024 * 1024);
        end.IsCompleted.ShouldBeFalse();
        handler.Completed.ShouldBeEmpty();
        (await receiver.StatusAsync(target, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);
        await end;
    }

    // The log of the test itself is not the receiver's memory. No other test runs meanwhile.
    private static long LiveBytes(Receiver receiver)
    {
        receiver.Log.Lines.ShouldNotContain(line => line.Error != null || line.Level >= LogLevel.Error);
        receiver.Log.Lines.Clear();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static byte[] BodyOf(Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                var noise = new byte[random.Next(2000)];
                random.NextBytes(noise);
                return noise;
            case 1:
                return Right[..random.Next(Right.Length)];
            case 2:
                // One bracket in a place where JSON can have none: behind the name of the first member.
                return [.. Right.AsSpan(0, 5), (byte)"}]{["[random.Next(4)], .. Right.AsSpan(5)];
            case 3:
                return Encoding.UTF8.GetBytes($$"""{"id":"{{(random.Next(2) == 0 ? "w2" : "w" + random.Next(3, 1000))}}","status":"success","more":"{{new string('x', random.Next(500))}}"}""");
            case 4:
                return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"stats":[""", random.Next(1, 5900))));
            default:
                var odd = new[] { "{}", "[]", "\"w1\"", """{"id":null,"status":"success"}""", """{"id":["w1"],"status":"success"}""", """{"id":"w1","status":{}}""", """{"id":"w1","status":null}""" };
                return Encoding.UTF8.GetBytes(odd[random.Next(odd.Length)].PadRight(random.Next(100)));
        }
    }
}
