namespace Apsis.Emulator.Automation.Wire;

/// <summary>A declared Parameter of an Activity.</summary>
internal sealed record ParameterBody
{
    /// <summary>The name that binds every argument no other parameter declares.</summary>
    public const string Varargs = "...";

    public string? Verb { get; init; }

    public bool Zip { get; init; }

    public string? LocalName { get; init; }

    /// <summary>Fetched by the program itself, through the console protocol. Also sent as <c>onDemand</c>.</summary>
    public bool Ondemand { get; init; }

    public bool Required { get; init; }

    public string? Description { get; init; }
}
