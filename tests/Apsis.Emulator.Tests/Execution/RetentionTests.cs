using System.Net;
using Apsis.Emulator.Execution;
using Apsis.Emulator.Tests.Automation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Emulator.Tests.Execution;

public sealed class RetentionTests : AutomationTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    protected override void Configure(ApsEmulatorOptions options) => options.TimeProvider = _time;

    [Fact]
    public async Task An_item_is_forgotten_after_three_days_and_its_report_url_after_an_hour()
    {
        var id = await SubmitAsync("Autodesk.Nop+Latest");
        await UntilAsync(async () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            return (await StatusAsync(id))["status"]!.GetValue<string>() == "success";
        }, () => "It did not end.");
        var url = (await StatusAsync(id))["reportUrl"]!.GetValue<string>();
        using var anonymous = new HttpClient();
        (await anonymous.GetAsync(url, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        _time.Advance(TimeSpan.FromMinutes(61));
        (await anonymous.GetAsync(url, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        _time.Advance(TimeSpan.FromDays(3));
        UseClient(await ClientAsync());
        (await RefusalAsync(HttpMethod.Get, $"/workitems/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reports_and_intermediate_files_are_deleted_after_three_days()
    {
        var activity = await ShellActivityAsync("Leave", "printf x > o.txt", new { @out = new { verb = "put", localName = "o.txt" } });
        var id = await SubmitAsync(activity, new { @out = new { url = "das://intermediate/o.txt", verb = "put" } });
        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
        var report = Emulator.Services.GetRequiredService<WorkItemFiles>().ReportFile(id);
        (File.Exists(report), Directory.GetFiles(BlobPath).Length).ShouldBe((true, 1));

        _time.Advance(TimeSpan.FromDays(3));
        await UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromHours(1));
                return Task.FromResult(!File.Exists(report) && Directory.GetFiles(BlobPath).Length == 0);
            },
            () => "They are still there.");
    }
}
