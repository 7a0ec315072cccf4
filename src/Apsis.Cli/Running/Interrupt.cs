namespace Apsis.Cli.Running;

/// <summary>How somebody asked the command to stop.</summary>
internal enum Interrupt
{
    /// <summary>A person pressed Ctrl-C, and can be asked.</summary>
    CtrlC,

    /// <summary>A program wants the process to end; there is nobody to ask.</summary>
    Terminate,
}
