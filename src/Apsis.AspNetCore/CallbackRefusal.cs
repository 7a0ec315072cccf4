namespace Apsis.AspNetCore;

/// <summary>Why a request was not taken. The names are the <c>reason</c> of the counter.</summary>
internal enum CallbackRefusal
{
    Network,
    Address,
    Unsigned,
    Signature,
    Age,
    Size,
    Slow,
    Broken,
    Content,
    OtherWorkItem,
    QueueFull,
}
