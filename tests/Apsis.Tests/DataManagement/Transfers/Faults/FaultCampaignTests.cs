using System.Globalization;
using Apsis.Emulator;
using Apsis.Emulator.Faults;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement.Transfers.Faults;

/// <summary>Hundreds of transfers of random sizes while everything goes wrong: each ends with the right bytes, or with an error and nothing.</summary>
public sealed class FaultCampaignTests
{
    private const int Transfers = 500;

    private static readonly FaultRule[] Rules =
    [
        new() { Kind = FaultKind.ResetBefore, Family = "storage.upload", Probability = 0.03, AfterBytes = 100_000 },
        new() { Kind = FaultKind.ResetBefore, Family = "storage.download", Probability = 0.03 },
        new() { Kind = FaultKind.ResetBefore, Family = "oss", Probability = 0.01 },
        new() { Kind = FaultKind.ResetAfter, Family = "storage", Probability = 0.03 },
        new() { Kind = FaultKind.ResetAfter, Family = "oss.completion", Probability = 0.05 },
        new() { Kind = FaultKind.TruncatedBody, Family = "storage.download", Probability = 0.06 },
        new() { Kind = FaultKind.TruncatedBody, Family = "oss", Probability = 0.01 },
        new() { Kind = FaultKind.SlowDown, Probability = 0.03 },
        new() { Kind = FaultKind.ServerError, Family = "oss", Probability = 0.02, Status = 503 },
        new() { Kind = FaultKind.ServerError, Family = "storage", Probability = 0.02 },
        new() { Kind = FaultKind.TooManyRequests, Family = "oss", Probability = 0.01, RetryAfterSeconds = 0 },
        new() { Kind = FaultKind.ExpiredUrl, Probability = 0.04 },
        new() { Kind = FaultKind.WrongETag, Probability = 0.03 },
        new() { Kind = FaultKind.WrongBytes, Probability = 0.04 },
        new() { Kind = FaultKind.CompletionError, Probability = 0.04 },
        new() { Kind = FaultKind.RevokedToken, Family = "oss", Probability = 0.01 },
        new() { Kind = FaultKind.Latency, Probability = 0.02, DelayMilliseconds = 20 },
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_transfer_ends_with_the_right_bytes_or_with_an_error_and_nothing()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        await using var aps = await EmulatedAps.StartAsync(new ApsEmulatorOptions { Observation = { MaxRequests = 100_000 } });
        var campaign = await Campaign.PrepareAsync(aps, seed, Transfers, Stop);
        var (before, parts) = (aps.Emulator.Requests.Count, campaign.Parts);

        aps.Emulator.SetFaults(new FaultPlan { Seed = seed, Rules = Rules });
        var transfers = await campaign.RunAsync(Stop);
        aps.Emulator.SetFaults(null);

        var faults = aps.Emulator.Faults;
        var failed = transfers.Where(transfer => transfer.Error is not null).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{transfers.Count} transfers, {transfers.Sum(transfer => transfer.Bytes) / 1e6:0} MB, {faults.Count} faults, {failed.Count} errors"));
        foreach (var transfer in failed)
            TestContext.Current.TestOutputHelper!.WriteLine(transfer.Error!.Message);

        transfers.Count.ShouldBe(Transfers);
        Rules.Select(rule => rule.Kind).Except(faults.Select(fault => fault.Kind)).ShouldBeEmpty("every kind of fault happened");
        failed.Count.ShouldBeLessThan(Transfers / 5, "most faults are overcome");
        failed.Where(transfer => !Uri.UnescapeDataString(transfer.Error!.Message).Contains(transfer.ObjectKey, StringComparison.Ordinal)).ShouldBeEmpty("an error says of what it is");
        foreach (var transfer in transfers)
            (await campaign.FindWrongAsync(transfer, Stop)).ShouldBeNull(transfer.ToString());
        campaign.Leftovers().ShouldBeEmpty();

        // A part whose acknowledgement arrived is never sent again.
        var puts = aps.Emulator.Requests.Skip(before).Where(request => request.Method == "PUT").ToList();
        var acknowledged = puts.Count(request => request is { Status: 200, IsCutOff: false });
        var hit = faults.Count(fault => fault.Method == "PUT");
        TestContext.Current.TestOutputHelper!.WriteLine($"{campaign.Parts - parts} parts to send, {puts.Count} sent, {acknowledged} acknowledged, {hit} faults met them");
        ((long)acknowledged).ShouldBeLessThanOrEqualTo(campaign.Parts - parts);
        ((long)puts.Count).ShouldBeLessThanOrEqualTo(campaign.Parts - parts + hit);
    }
}
