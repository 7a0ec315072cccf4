namespace Apsis.Emulator.Execution;

/// <summary>The engines by their qualified ids.</summary>
internal sealed class EngineCatalog
{
    private readonly SortedDictionary<string, IWorkItemEngine> _engines = new(StringComparer.Ordinal);

    public EngineCatalog(IEnumerable<IWorkItemEngine> engines)
    {
        foreach (var engine in engines) _engines[engine.Definition.Id] = engine;
    }

    public IReadOnlyList<EngineDefinition> All => [.. _engines.Values.Select(engine => engine.Definition)];

    public IWorkItemEngine? Find(string? id) => id is not null && _engines.TryGetValue(id, out var engine) ? engine : null;

    public EngineDefinition? FindProduct(string product) =>
        All.FirstOrDefault(engine => engine.Product.Equals(product, StringComparison.OrdinalIgnoreCase));
}
