namespace Apsis.Emulator.Tests.Shapes;

/// <summary>One call, and the answer that the contract records for it; see <see cref="Answers.RecordedAnswer"/> for how it is written.</summary>
/// <param name="Endpoint">Method and path, with the names of its parameters in braces.</param>
/// <param name="Case">What is special about the call.</param>
/// <param name="Ask">Arranges what the call needs, and makes it.</param>
/// <param name="Answer">Status, content type, headers and body.</param>
internal sealed record Shape(string Endpoint, string Case, Func<ShapeWorld, Task<HttpResponseMessage>> Ask, string Answer)
{
    public Action<ApsEmulatorOptions> Configure { get; init; } = _ => { };

    public string Name => $"{Endpoint}: {Case}";

    /// <summary>The status of the recorded answer.</summary>
    public int Status => int.Parse(Answer.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture);

    public override string ToString() => Name;
}
