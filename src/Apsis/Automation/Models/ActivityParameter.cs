using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>A parameter of an Activity.</summary>
public sealed record ActivityParameter
{
    /// <summary>The name of the parameter that takes every argument no other is declared for.</summary>
    public const string Varargs = "...";

    /// <summary>How its argument is moved, and with that its direction.</summary>
    [JsonIgnore]
    public Verb Verb
    {
        get => DeclaredVerb ?? Verb.Get;
        init => DeclaredVerb = value.Value is null ? null : value;
    }

    /// <summary>The verb as it is said. Null, for <see cref="Varargs"/> only, lets each argument say its own; what says none is fetched by GET.</summary>
    [JsonPropertyName("verb")]
    public Verb? DeclaredVerb { get; init; } = Verb.Get;

    /// <summary>Whether an input zip is unpacked, or an output folder zipped.</summary>
    [JsonPropertyName("zip")]
    public bool Zip { get; init; }

    /// <summary>Whether the program fetches it itself, when it wants it.</summary>
    [JsonPropertyName("ondemand")]
    public bool OnDemand { get; init; }

    /// <summary>Whether a WorkItem must bind it.</summary>
    [JsonPropertyName("required")]
    public bool Required { get; init; }

    /// <summary>The name of its file or folder in the job folder.</summary>
    [JsonPropertyName("localName")]
    public string? LocalName { get; init; }

    /// <summary>A text for people.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
