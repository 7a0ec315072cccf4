namespace Apsis.Emulator.Execution;

/// <summary>What is done with an argument.</summary>
internal enum ArgumentDirection
{
    /// <summary>Fetched before the program starts.</summary>
    Input = 1,

    /// <summary>Fetched when the program asks for it.</summary>
    OnDemand = 2,

    /// <summary>A text that the command line may show.</summary>
    Literal = 3,

    /// <summary>Sent away after the program ended.</summary>
    Output = 4,
}
