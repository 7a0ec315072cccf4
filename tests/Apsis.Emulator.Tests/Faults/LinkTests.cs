using System.Diagnostics;
using Apsis.Emulator.Faults;
using Apsis.Emulator.Tests.ObjectStorage;

namespace Apsis.Emulator.Tests.Faults;

/// <summary>The line between clients and the emulator, in real time.</summary>
public sealed class LinkTests : ObjectStorageTest
{
    [Fact]
    public async Task A_request_takes_one_round_trip_and_the_first_of_a_connection_two()
    {
        using var warm = Anonymous();
        await warm.GetStringAsync("/authentication/v2/keys", Cancellation);
        Emulator.SetFaults(new FaultPlan { Link = new Link { LatencyMilliseconds = 200 } });
        using var client = Anonymous();

        var first = await TimeAsync(() => client.GetStringAsync("/authentication/v2/keys", Cancellation));
        var next = new List<double>();
        for (var i = 0; i < 5; i++)
            next.Add((await TimeAsync(() => client.GetStringAsync("/authentication/v2/keys", Cancellation))).TotalMilliseconds);

        // On a busy machine a request may take longer, but not every one.
        first.TotalMilliseconds.ShouldBeGreaterThan(395);
        next.Min().ShouldBeInRange(195, 395);
    }

    [Fact]
    public async Task An_upload_and_a_download_are_as_slow_as_the_line()
    {
        var content = Bytes(4_000_000);
        Emulator.SetFaults(new FaultPlan { Link = new Link { BytesPerSecond = 4_000_000 } });

        var upload = await TimeAsync(() => UploadAsync("plan.dwg", content));
        byte[] received = [];
        var download = await TimeAsync(async () => received = await DownloadAsync("plan.dwg"));

        received.AsSpan().SequenceEqual(content).ShouldBeTrue();
        upload.TotalSeconds.ShouldBeInRange(0.95, 8);
        download.TotalSeconds.ShouldBeInRange(0.95, 8);
    }

    [Fact]
    public async Task Connections_do_not_share_the_line()
    {
        var content = Bytes(2_000_000);
        await UploadAsync("plan.dwg", content);
        var url = (await GetAsync($"{Bucket}/objects/plan.dwg/signeds3download"))["url"]!.GetValue<string>();
        Emulator.SetFaults(new FaultPlan { Link = new Link { BytesPerSecond = 2_000_000 } });

        var all = await TimeAsync(() => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => S3.GetByteArrayAsync(url, Cancellation))));

        // One after another they would take four times as long.
        all.TotalSeconds.ShouldBeInRange(0.95, 3.9);
    }

    [Fact]
    public async Task A_line_can_change_while_connections_are_open()
    {
        var content = Bytes(1_000_000);
        await UploadAsync("plan.dwg", content);
        await DownloadAsync("plan.dwg");

        Emulator.SetFaults(new FaultPlan { Link = new Link { BytesPerSecond = 1_000_000 } });
        var slow = await TimeAsync(() => DownloadAsync("plan.dwg"));
        Emulator.SetFaults(null);
        var fast = await TimeAsync(() => DownloadAsync("plan.dwg"));

        slow.TotalSeconds.ShouldBeGreaterThan(0.9);
        fast.ShouldBeLessThan(slow);
    }

    [Fact]
    public async Task A_connection_that_is_given_up_does_not_hold_the_emulator()
    {
        await UploadAsync("plan.dwg", Bytes(5_000_000));
        var url = (await GetAsync($"{Bucket}/objects/plan.dwg/signeds3download"))["url"]!.GetValue<string>();
        Emulator.SetFaults(new FaultPlan { Link = new Link { BytesPerSecond = 10_000 } });
        using (var answer = await S3.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, Cancellation))
            answer.EnsureSuccessStatusCode();

        var stop = await TimeAsync(() => Emulator.StopAsync(Cancellation));

        stop.TotalSeconds.ShouldBeLessThan(10);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(started);
    }
}
