using Apsis.Bench.Waiting;

// The service runs in a process of its own, by the same compressed clock.
return args switch
{
    ["serve", var begun, var scale] => await Service.RunAsync(CompressedClock.Parse(begun, scale)),
    ["memory"] => await Memory.RunAsync(),
    _ => await Bench.RunAsync(args),
};
