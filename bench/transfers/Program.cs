using Apsis.Bench.Transfers;
using Apsis.Bench.Transfers.Contenders;

// The bench starts itself again for the server and for each contender, so that the memory of one is not that of another.
return args switch
{
    ["serve", .. var rest] => await Server.RunAsync(rest),
    ["run", var contender, .. var rest] => await ContenderProcess.RunAsync(contender, rest),
    _ => await Bench.RunAsync(args),
};
