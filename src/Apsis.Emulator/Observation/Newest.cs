namespace Apsis.Emulator.Observation;

/// <summary>The newest so many of a growing number of things, each known by its number from 0 on. Not safe for several threads.</summary>
internal sealed class Newest<T>(int capacity)
{
    // It grows as it is filled: most emulators live for one test.
    private readonly List<T> _items = [];

    /// <summary>The number of the oldest that is still there.</summary>
    public long First => End - _items.Count;

    /// <summary>The number that the next one gets.</summary>
    public long End { get; private set; }

    public T this[long number]
    {
        get => _items[IndexOf(number)];
        set => _items[IndexOf(number)] = value;
    }

    public void Add(T item)
    {
        if (_items.Count < capacity) _items.Add(item);
        else _items[(int)(End % capacity)] = item;
        End++;
    }

    public bool Contains(long number) => number >= First && number < End;

    private int IndexOf(long number) =>
        Contains(number) ? (int)(number % capacity) : throw new ArgumentOutOfRangeException(nameof(number), number, "It is not there any more, or not yet.");
}
