using Apsis.Bench.Emulation;

// The servers run in processes of their own: the client's work is not theirs.
return args switch
{
    ["serve", "emulator"] => await Servers.RunEmulatorAsync(),
    ["serve", "bare"] => await Servers.RunBareAsync(),
    _ => await Bench.RunAsync(),
};
