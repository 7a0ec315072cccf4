namespace Apsis.Emulator.Tests.Automation;

/// <summary>WorkItems that fetch from, write to and call back a server of their submitter.</summary>
public abstract class OutsideServerTest : AutomationTest
{
    private RecordingServer? _server;

    protected RecordingServer Server => _server!;

    public override async ValueTask InitializeAsync()
    {
        _server = await RecordingServer.StartAsync(Cancellation);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
