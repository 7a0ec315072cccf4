using Apsis.Emulator.Faults;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement.Transfers.Faults;

public sealed class LostCompletionTests
{
    private static readonly FaultRule Lost = new() { Kind = FaultKind.ResetAfter, Family = "oss.completion", Max = 1 };
    private static readonly FaultRule Refused = new() { Kind = FaultKind.CompletionError, Max = 1 };
    private static readonly FaultRule TokenRevokedTwice = new() { Kind = FaultKind.RevokedToken, Family = "oss.completion", Max = 2 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<FaultRule> Refusals => [Refused, TokenRevokedTwice];

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_completion_that_was_done_is_no_failure_when_only_its_repetition_is_refused(FaultRule refusal)
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        aps.Emulator.SetFaults(new FaultPlan { Rules = [Lost, refusal] });

        var stored = await data.Objects.UploadAsync(await aps.WriteAsync("a.bin", new byte[100]), "bucket", "a", cancellationToken: Stop);

        aps.Emulator.Faults.Select(fault => fault.Kind).Distinct().ShouldBe([FaultKind.ResetAfter, refusal.Kind]);
        (stored.Size, stored.ObjectKey).ShouldBe((100, "a"));
    }

    [Fact]
    public async Task A_refused_completion_over_another_content_is_a_failure()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        await data.Objects.UploadAsync(await aps.WriteAsync("old.bin", new byte[99]), "bucket", "a", cancellationToken: Stop);
        aps.Emulator.SetFaults(new FaultPlan { Rules = [Refused] });
        var path = await aps.WriteAsync("a.bin", new byte[100]);

        var error = await Should.ThrowAsync<TransferException>(() => data.Objects.UploadAsync(path, "bucket", "a", cancellationToken: Stop));

        error.Message.ShouldContain("bucket/a failed: the service could not put its parts together");
        (await data.Objects.GetDetailsAsync("bucket", "a", cancellationToken: Stop)).Size.ShouldBe(99);
    }
}
