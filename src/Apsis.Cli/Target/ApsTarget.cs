using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Emulator;
using Apsis.Http;

namespace Apsis.Cli.Target;

/// <summary>Where a command works: clients for APS, or for an emulator that ends with the command.</summary>
internal sealed class ApsTarget : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly ApsEmulator? _emulator;
    private readonly AuthClient _auth;
    private readonly ApsPipeline _pipeline;

    private ApsTarget(ApsisOptions options, IReadOnlyList<string> scopes, ApsEmulator? emulator, bool isInMemory, string? transferFolder)
    {
        _emulator = emulator;
        IsInMemory = isInMemory;
        Options = options;
        _auth = new AuthClient(new AuthClientOptions { ClientId = options.ClientId, ClientSecret = options.ClientSecret, BaseUrl = options.BaseUrl });
        _pipeline = new ApsPipeline(_auth, new ApsPipelineOptions
        {
            Scopes = scopes,
            TransferStateFolder = isInMemory ? null : transferFolder,
            RateBudget = new RateBudget(new RateBudgetOptions { SharedFolder = options.RateFolder }),
            TransferBudget = new TransferBudget(options.MaxConnections),
        });
        Automation = new AutomationClient(_pipeline, options.Region);
        Data = new DataManagementClient(_pipeline);
        Workflow = new AutomationWorkflow(Automation, Data, new AutomationWorkflowOptions { UseWebSocket = options.UseWebSocket, WebSocketUrl = options.WebSocketUrl });
    }

    public ApsisOptions Options { get; }

    public AutomationClient Automation { get; }

    public DataManagementClient Data { get; }

    public AuthClient Auth => _auth;

    public AutomationWorkflow Workflow { get; }

    public bool IsBuiltIn => _emulator is not null;

    /// <summary>Whether what is stored is gone when the command ends.</summary>
    public bool IsInMemory { get; }

    /// <summary>The bucket of runs that name none: keys are unique in the world, so the client id is in it.</summary>
    public string DefaultBucket => Options.DefaultBucket ?? TargetRules.BucketOf(Options.ClientId);

    /// <summary>Opens the target that the environment names; the built-in emulator when it names none.</summary>
    /// <exception cref="UsageException">The environment contradicts itself.</exception>
    /// <exception cref="ApsEmulatorException">The emulator can not start.</exception>
    public static Task<ApsTarget> OpenAsync(
        Surroundings surroundings, string? region, string? emulatorData, Action<string> note, CancellationToken cancellationToken) =>
        OpenAsync(surroundings, Scopes.DefaultAutomation, region, emulatorData, note, cancellationToken);

    /// <summary>The same, with tokens for other scopes.</summary>
    public static async Task<ApsTarget> OpenAsync(
        Surroundings surroundings, IReadOnlyList<string> scopes, string? region, string? emulatorData, Action<string> note, CancellationToken cancellationToken)
    {
        var options = surroundings.Settings();
        options.Region = region ?? options.Region;
        if (!TargetRules.Choose(options, surroundings.Variable))
        {
            return emulatorData is null
                ? new ApsTarget(options, scopes, null, isInMemory: false, surroundings.TransferFolder)
                : throw new UsageException("--emulator-data is for the built-in emulator, and the environment names another service (APS_BASE_URL or APS_CLIENT_ID).");
        }

        var emulator = await ApsEmulator.StartAsync(new ApsEmulatorOptions { DataDirectory = emulatorData }, cancellationToken);
        options.BaseUrl = emulator.BaseAddress;
        note($"no credentials in the environment: running on the built-in emulator at {emulator.BaseAddress.GetLeftPart(UriPartial.Authority)}, "
            + (emulatorData is null ? "in memory" : $"in {emulatorData}"));
        return new ApsTarget(options, scopes, emulator, emulatorData is null, surroundings.TransferFolder);
    }

    public async ValueTask DisposeAsync()
    {
        await Workflow.DisposeAsync();
        _pipeline.Dispose();
        _auth.Dispose();
        if (_emulator is not null)
        {
            using var limit = new CancellationTokenSource(StopLimit);
            await _emulator.StopAsync(limit.Token);
        }
    }
}
