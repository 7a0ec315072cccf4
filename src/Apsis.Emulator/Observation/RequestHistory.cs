namespace Apsis.Emulator.Observation;

/// <summary>The newest requests.</summary>
internal sealed class RequestHistory(ApsEmulatorOptions options)
{
    private readonly Lock _lock = new();
    private readonly Newest<EmulatorRequest> _requests = new(options.Observation.MaxRequests);

    /// <summary>Raised after each change.</summary>
    public Signal Changed { get; } = new();

    /// <summary>How many were ever listed.</summary>
    public long Count
    {
        get
        {
            lock (_lock) return _requests.End;
        }
    }

    /// <summary>Lists a request and gives it its number.</summary>
    public EmulatorRequest Add(EmulatorRequest request)
    {
        lock (_lock)
        {
            request = request with { Number = _requests.End + 1 };
            _requests.Add(request);
        }

        Changed.Raise();
        return request;
    }

    /// <summary>Puts what is known now in the place of what was known, if it is still listed.</summary>
    public void Update(EmulatorRequest request)
    {
        lock (_lock)
        {
            if (_requests.Contains(request.Number - 1)) _requests[request.Number - 1] = request;
        }

        Changed.Raise();
    }

    /// <summary>The requests with numbers below one, oldest first, the newest so many of them.</summary>
    public List<EmulatorRequest> List(long before = long.MaxValue, int limit = int.MaxValue)
    {
        lock (_lock)
        {
            var end = Math.Min(before - 1, _requests.End);
            var list = new List<EmulatorRequest>();
            for (var number = Math.Max(_requests.First, end - limit); number < end; number++) list.Add(_requests[number]);
            return list;
        }
    }
}
