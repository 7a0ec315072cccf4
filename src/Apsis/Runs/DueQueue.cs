namespace Apsis.Runs;

/// <summary>Waiters by the moment that something is due for them: the first at hand, any one moved or removed in logarithmic time.</summary>
/// <remarks>A binary heap; <paramref name="place"/> is where a waiter remembers its place in it. Not safe for concurrent use.</remarks>
internal sealed class DueQueue(DuePlace place)
{
    private WorkItemWatch[] _items = new WorkItemWatch[16];

    public int Count { get; private set; }

    public WorkItemWatch? First => Count == 0 ? null : _items[0];

    /// <summary>Adds a waiter, or moves it to where its moment belongs now.</summary>
    public void Put(WorkItemWatch watch)
    {
        var index = watch.PlaceIn(place);
        if (index < 0)
        {
            if (Count == _items.Length)
                Array.Resize(ref _items, Count * 2);
            index = Count++;
        }

        Sink(Rise(index, watch), watch);
    }

    /// <summary>Removes a waiter, if it is there.</summary>
    public void Remove(WorkItemWatch watch)
    {
        var index = watch.PlaceIn(place);
        if (index < 0)
            return;

        watch.SetPlace(place, -1);
        var last = _items[--Count];
        _items[Count] = null!;
        if (index == Count)
            return;

        last.SetPlace(place, index);
        _items[index] = last;
        Put(last);
    }

    private int Rise(int index, WorkItemWatch watch)
    {
        for (; index > 0 && Due(watch) < Due(_items[(index - 1) / 2]); index = (index - 1) / 2)
            Set(index, _items[(index - 1) / 2]);
        Set(index, watch);
        return index;
    }

    private void Sink(int index, WorkItemWatch watch)
    {
        while (true)
        {
            var child = 2 * index + 1;
            if (child + 1 < Count && Due(_items[child + 1]) < Due(_items[child]))
                child++;
            if (child >= Count || Due(watch) <= Due(_items[child]))
                break;
            Set(index, _items[child]);
            index = child;
        }

        Set(index, watch);
    }

    private void Set(int index, WorkItemWatch watch)
    {
        _items[index] = watch;
        watch.SetPlace(place, index);
    }

    private DateTimeOffset Due(WorkItemWatch watch) => place == DuePlace.Look ? watch.NextLook : watch.Deadline;
}
