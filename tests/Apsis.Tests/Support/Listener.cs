namespace Apsis.Tests.Support;

/// <summary>Hears of progress on the thread that reports it, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class Listener<T>(Action<T> hear) : IProgress<T>
{
    public void Report(T value) => hear(value);
}
