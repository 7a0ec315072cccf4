namespace Apsis.Emulator.Storage;

/// <summary>The tables of one part of the emulator.</summary>
internal interface ISchemaPart
{
    /// <summary>Run at every start: CREATE TABLE IF NOT EXISTS and the like.</summary>
    string CreateSql { get; }
}
