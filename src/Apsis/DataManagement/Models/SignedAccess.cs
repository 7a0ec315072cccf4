namespace Apsis.DataManagement;

/// <summary>What a signed resource lets do whoever has its address.</summary>
public enum SignedAccess
{
    /// <summary>Read the object, which must exist.</summary>
    Read,

    /// <summary>Write the object, which need not exist yet.</summary>
    Write,

    /// <summary>Both.</summary>
    ReadWrite,
}
