using System.Text.Json.Serialization;

namespace Apsis.Emulator.Faults;

/// <summary>What goes wrong. In JSON the names begin with a small letter: <c>resetBefore</c>.</summary>
[JsonConverter(typeof(FaultKindConverter))]
public enum FaultKind
{
    /// <summary>The request waits for <see cref="FaultRule.DelayMilliseconds"/>, and then goes on.</summary>
    Latency = 1,

    /// <summary>The connection is cut before the service did anything, once <see cref="FaultRule.AfterBytes"/> of the request's body were read.</summary>
    ResetBefore = 2,

    /// <summary>The service does what it is asked for, but the connection is cut before it answers.</summary>
    ResetAfter = 3,

    /// <summary>The answer promises its length, and ends after <see cref="FaultRule.AfterBytes"/>, or half of it.</summary>
    TruncatedBody = 4,

    /// <summary>429 with Retry-After, as the service's gateway sends it.</summary>
    TooManyRequests = 5,

    /// <summary>A 5xx, <see cref="FaultRule.Status"/>, in the service's own shape; nothing was done.</summary>
    ServerError = 6,

    /// <summary>503 SlowDown, the storage's own form of "too many requests". For <c>storage</c> only.</summary>
    SlowDown = 7,

    /// <summary>403 "Request has expired", whatever the URL says. For <c>storage</c> only.</summary>
    ExpiredUrl = 8,

    /// <summary>A part is stored, and answered with the ETag of other bytes. For <c>storage.upload</c> only.</summary>
    WrongETag = 9,

    /// <summary>One byte of a download is another, at <see cref="FaultRule.AfterBytes"/>, or the first. For <c>storage.download</c> only.</summary>
    WrongBytes = 10,

    /// <summary>A completion answers 200 with <c>"status": "error"</c>, and completes nothing. For <c>oss.completion</c> only.</summary>
    CompletionError = 11,

    /// <summary>The request's token is revoked: it answers 401 from then on.</summary>
    RevokedToken = 12,

    /// <summary>A callback never arrives, and the service believes that it did. For <c>callbacks</c> only.</summary>
    CallbackLost = 13,

    /// <summary>A callback arrives <see cref="FaultRule.DelayMilliseconds"/> later. For <c>callbacks</c> only.</summary>
    CallbackLate = 14,

    /// <summary>A callback arrives twice. For <c>callbacks</c> only.</summary>
    CallbackDoubled = 15,

    /// <summary>A callback arrives after the next one; at the latest after <see cref="FaultRule.DelayMilliseconds"/>. For <c>callbacks</c> only.</summary>
    CallbackReordered = 16,

    /// <summary>An engine begins <see cref="FaultRule.DelayMilliseconds"/> later. For <c>engines</c> only.</summary>
    SlowEngine = 17,

    /// <summary>An engine hangs and writes nothing, until the heartbeat, the time limit or the user ends its WorkItem. For <c>engines</c> only.</summary>
    StuckEngine = 18,

    /// <summary>The program dies <see cref="FaultRule.DelayMilliseconds"/> after its start, or at once when that is not given. For <c>engines</c> only.</summary>
    WorkerCrash = 19,
}
