using System.Collections.Concurrent;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.Automation.Publishing;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.Automation.Publishing;

/// <summary>An emulator, a client whose calls are counted, and an AppBundle with its Activity to be published there.</summary>
public abstract class PublishingTest : IAsyncLifetime
{
    private readonly RecordingTransport _transport = new();
    private EmulatedAps _aps = null!;
    private AuthClient _auth = null!;
    private ApsPipeline _pipeline = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal EmulatedAps Aps => _aps;

    internal AutomationClient Automation { get; private set; } = null!;

    /// <summary>The calls that changed something.</summary>
    protected IReadOnlyList<string> Writes => [.. _transport.Calls.Where(call => !call.StartsWith("GET ", StringComparison.Ordinal))];

    /// <summary>All calls.</summary>
    protected int Calls => _transport.Calls.Count;

    public async ValueTask InitializeAsync()
    {
        _aps = await EmulatedAps.StartAsync();
        _auth = new AuthClient(new AuthClientOptions { ClientId = "client-a", ClientSecret = "secret-a", BaseUrl = _aps.Emulator.BaseAddress });
        _pipeline = new ApsPipeline(_auth, new ApsPipelineOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }, transport: _transport);
        Automation = new AutomationClient(_pipeline);
        WriteBundle("echo one");
    }

    public async ValueTask DisposeAsync()
    {
        _pipeline.Dispose();
        _auth.Dispose();
        _transport.Dispose();
        await _aps.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected void WriteBundle(string script)
    {
        var contents = Directory.CreateDirectory(Path.Combine(_aps.Folder, "Say.bundle", "Contents"));
        File.WriteAllText(Path.Combine(contents.FullName, "run.sh"), script);
        File.WriteAllText(Path.Combine(_aps.Folder, "Say.bundle", "PackageContents.xml"), "<ApplicationPackage />");
    }

    internal PublishRequest Request(string alias = "prod", int? keep = null, IReadOnlyList<string>? receivers = null) => new()
    {
        AppBundles = [new AppBundleRelease { Definition = new AppBundle { Id = "Say", Engine = "Local.Shell+1" }, Path = _aps.PathOf("Say.bundle"), Alias = alias }],
        Activities =
        [
            new ActivityRelease
            {
                Definition = new Activity
                {
                    Id = "Do",
                    Engine = "Local.Shell+1",
                    CommandLine = ["$(engine.path)/sh \"$(appbundles[Say].path)/Say.bundle/Contents/run.sh\""],
                    AppBundles = [$"Say+{alias}"],
                },
                Alias = alias,
                Receivers = receivers,
            },
        ],
        KeepVersions = keep,
    };

    private sealed class RecordingTransport() : DelegatingHandler(new SocketsHttpHandler())
    {
        public ConcurrentQueue<string> Calls { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath.Replace("/da/us-east/v3/", "", StringComparison.Ordinal)}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
