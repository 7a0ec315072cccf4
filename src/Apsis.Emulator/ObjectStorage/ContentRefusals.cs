using Apsis.Emulator.Hosting;
using Apsis.Emulator.S3;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>How content is refused: the service says nothing, S3 speaks XML.</summary>
/// <param name="ConditionFailed">412.</param>
/// <param name="BadRange">416.</param>
internal sealed record ContentRefusals(Func<ServiceRefusal> ConditionFailed, Func<ServiceRefusal> BadRange)
{
    public static ContentRefusals OfService { get; } = new(
        () => new SilentRefusal(StatusCodes.Status412PreconditionFailed, "The condition of the request is not met"),
        () => new SilentRefusal(StatusCodes.Status416RangeNotSatisfiable, "The range is beyond the end"));

    public static ContentRefusals OfS3 { get; } = new(S3Refusal.ConditionFailed, S3Refusal.BadRange);
}
