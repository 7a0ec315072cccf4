using Apsis.Cli;

// Nothing heavy happens before the command line is read: `apsis --version` answers at once.
using var surroundings = Surroundings.OfProcess();
return await ApsisCommand.InvokeAsync(args, surroundings);
