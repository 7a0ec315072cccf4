using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.Workflow;

public sealed class EmulatorCrashTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_done_survives_a_kill_and_half_an_upload_is_no_object()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("apsis-test-").FullName;
        var small = Path.Combine(folder, "small.txt");
        var large = Path.Combine(folder, "large.bin");
        await File.WriteAllTextAsync(small, "whole", Stop);
        await WriteLargeAsync(large, random);

        string workItemId;
        using (var emulator = await EmulatorProcess.StartAsync(Path.Combine(folder, "data")))
        {
            workItemId = await WorkAsync(emulator.BaseUrl, small, folder);
            await KillDuringUploadAsync(emulator, large, random);
        }

        using var again = await EmulatorProcess.StartAsync(Path.Combine(folder, "data"));
        await using var aps = new Client(again.BaseUrl);
        (await aps.Data.Objects.ListAsync("crash-bucket", cancellationToken: Stop).Select(item => item.ObjectKey).ToListAsync(Stop)).ShouldBe(["small.txt"]);
        (await aps.Automation.WorkItems.GetAsync(workItemId, Stop)).Status.ShouldBe(WorkItemStatus.Success);
        (await aps.Automation.Activities.GetAsync("apsis.Survive+test", Stop)).AppBundles.ShouldBe(["apsis.Survive+test"]);
        (await aps.Workflow.RunWorkItemWithFilesAsync("apsis.Survive+test", new RunWorkItemOptions { OutputDirectory = folder }, Stop))
            .Status.ShouldBe(WorkItemStatus.Success);
        await aps.Data.Objects.UploadAsync(large, "crash-bucket", "large.bin", cancellationToken: Stop);
        (await aps.Data.Objects.GetDetailsAsync("crash-bucket", "large.bin", Stop)).Size.ShouldBe(new FileInfo(large).Length);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> WorkAsync(Uri baseUrl, string small, string folder)
    {
        await using var aps = new Client(baseUrl);
        await aps.Data.Buckets.CreateAsync("crash-bucket", new CreateBucketOptions { PolicyKey = PolicyKey.Persistent }, Stop);
        await aps.Data.Objects.UploadAsync(small, "crash-bucket", "small.txt", cancellationToken: Stop);
        await ScriptActivity.PublishAsync(aps.Automation, folder, "Survive", "echo alive", "");
        return (await aps.Workflow.RunWorkItemWithFilesAsync("apsis.Survive+test", new RunWorkItemOptions { OutputDirectory = folder }, Stop)).WorkItemId;
    }

    private static async Task KillDuringUploadAsync(EmulatorProcess emulator, string large, Random random)
    {
        await using var aps = new Client(emulator.BaseUrl);
        var reached = new TaskCompletionSource();
        var moment = random.NextInt64(1, new FileInfo(large).Length);
        var upload = aps.Data.Objects.UploadAsync(large, "crash-bucket", "large.bin", new At(moment, reached), Stop);

        await Task.WhenAny(reached.Task, upload);
        await emulator.KillAsync();

        await Should.ThrowAsync<ApsException>(() => upload);
    }

    private static async Task WriteLargeAsync(string path, Random random)
    {
        await using var file = File.Create(path);
        var block = new byte[1024 * 1024];
        for (var count = 0; count < 200; count++)
        {
            random.NextBytes(block);
            await file.WriteAsync(block, Stop);
        }
    }

    private sealed class At(long moment, TaskCompletionSource reached) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            if (value.Bytes >= moment)
                reached.TrySetResult();
        }
    }

    private sealed class Client : IAsyncDisposable
    {
        private readonly Apsis.Auth.AuthClient _auth;
        private readonly Apsis.Http.ApsPipeline _pipeline;

        public Client(Uri baseUrl)
        {
            _auth = new(new() { ClientId = "apsis", ClientSecret = "apsis", BaseUrl = baseUrl });
            _pipeline = new(_auth, new() { MaxRetries = 1, RetryDelay = TimeSpan.FromMilliseconds(10) });
            Data = new(_pipeline);
            Automation = new(_pipeline);
            Workflow = new(Automation, Data, new() { PollInterval = TimeSpan.FromMilliseconds(250) });
        }

        public DataManagementClient Data { get; }

        public AutomationClient Automation { get; }

        public AutomationWorkflow Workflow { get; }

        public async ValueTask DisposeAsync()
        {
            await Workflow.DisposeAsync();
            _pipeline.Dispose();
            _auth.Dispose();
        }
    }
}
