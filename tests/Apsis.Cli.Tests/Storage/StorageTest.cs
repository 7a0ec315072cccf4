using Apsis.Auth;
using Apsis.Cli.Tests.Harness;
using Apsis.DataManagement;
using Apsis.Http;

namespace Apsis.Cli.Tests.Storage;

/// <summary>An emulator with the bucket <c>drawings</c>, which is the default one, and a client to look behind the command.</summary>
public abstract class StorageTest : CliTest
{
    private AuthClient? _auth;
    private ApsPipeline? _pipeline;

    private protected DataManagementClient Data => new(_pipeline!);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var emulator = await StartEmulatorAsync();
        Variables["APS_DEFAULT_BUCKET"] = "drawings";
        _auth = new AuthClient(new AuthClientOptions { ClientId = "apsis", ClientSecret = "apsis", BaseUrl = emulator.BaseAddress });
        _pipeline = new ApsPipeline(_auth);
        await Data.Buckets.CreateAsync("drawings", new CreateBucketOptions { PolicyKey = PolicyKey.Persistent }, Cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        _pipeline?.Dispose();
        _auth?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Objects whose content is their key.</summary>
    protected async Task StoreAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(key));
            await Data.Objects.UploadAsync(content, "drawings", key, cancellationToken: Cancellation);
        }
    }

    protected async Task<IReadOnlyList<string>> KeysAsync(string bucket = "drawings") =>
        await Data.Objects.ListAsync(bucket, cancellationToken: Cancellation).Select(item => item.ObjectKey).ToListAsync(Cancellation);

    protected async Task<CliResult> SucceedAsync(params string[] args)
    {
        var result = await RunAsync(args);
        result.ExitCode.ShouldBe(0, result.ToString());
        return result;
    }

    protected string PathOf(string name) => Path.Combine(Folder, name);
}
