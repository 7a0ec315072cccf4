using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Emulator;
using Apsis.Http;

namespace Apsis.Tests.Support;

/// <summary>An emulator of its own, the real clients over real sockets, and a folder that goes with it.</summary>
internal sealed partial class EmulatedAps : IAsyncDisposable
{
    private readonly List<IDisposable> _clients = [];

    private EmulatedAps(ApsEmulator emulator) => Emulator = emulator;

    public ApsEmulator Emulator { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("apsis-test-").FullName;

    public static async Task<EmulatedAps> StartAsync(ApsEmulatorOptions? options = null) =>
        new(await ApsEmulator.StartAsync(options, TestContext.Current.CancellationToken));

    public ApsPipeline Pipeline(string clientId = "client-a", string secret = "secret-a")
    {
        var auth = new AuthClient(new AuthClientOptions { ClientId = clientId, ClientSecret = secret, BaseUrl = Emulator.BaseAddress });
        var pipeline = new ApsPipeline(auth, new ApsPipelineOptions
        {
            RetryDelay = TimeSpan.FromMilliseconds(10),
            RateBudget = new RateBudget(new RateBudgetOptions { AssumeLimits = false }),
        });
        _clients.AddRange([pipeline, auth]);
        return pipeline;
    }

    public DataManagementClient Data(string clientId = "client-a") => new(Pipeline(clientId));

    public AutomationClient Automation(string clientId = "client-a") => new(Pipeline(clientId));

    public AutomationWorkflow Workflow(string clientId = "client-a")
    {
        var pipeline = Pipeline(clientId);
        return new AutomationWorkflow(new AutomationClient(pipeline), new DataManagementClient(pipeline), new()
        {
            DefaultBucket = $"bucket-of-{clientId}",
            PollInterval = TimeSpan.FromMilliseconds(250),
            Timeout = TimeSpan.FromMinutes(2),
        });
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public async Task<string> WriteAsync(string name, ReadOnlyMemory<byte> content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Emulator.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
