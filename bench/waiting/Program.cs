using Apsis.Bench.Waiting;

return await Bench.RunAsync(args);
