namespace DrawingReport.Report;

/// <summary>What bounds the memory and the size of the picture, whatever the drawing holds.</summary>
internal static class Limits
{
    /// <summary>Shapes in the preview.</summary>
    public const int Shapes = 200_000;

    /// <summary>Group codes visited while blocks are expanded.</summary>
    public const int Expanded = 5_000_000;

    /// <summary>Blocks within blocks.</summary>
    public const int Depth = 16;

    /// <summary>Group codes kept of all block definitions together.</summary>
    public const int BlockPairs = 400_000;

    /// <summary>Different layers, blocks or entity types told apart.</summary>
    public const int Names = 10_000;

    /// <summary>Texts listed in the report.</summary>
    public const int Texts = 1_000;

    /// <summary>Characters of one text in the report.</summary>
    public const int TextLength = 2_000;
}
