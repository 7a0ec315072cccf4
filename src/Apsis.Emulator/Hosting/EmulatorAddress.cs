namespace Apsis.Emulator.Hosting;

/// <summary>Where the emulator listens: known once the server has its port, which is before the first request.</summary>
internal sealed class EmulatorAddress
{
    private Uri? _baseAddress;

    public Uri BaseAddress
    {
        get => _baseAddress ?? throw new InvalidOperationException("The emulator does not listen yet.");
        set => _baseAddress = value;
    }

    /// <summary>The absolute URL of a path that begins with a slash, without a trailing slash of its own.</summary>
    public string Url(string pathAndQuery) => BaseAddress.GetLeftPart(UriPartial.Authority) + pathAndQuery;
}
