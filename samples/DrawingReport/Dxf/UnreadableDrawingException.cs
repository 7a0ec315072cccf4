namespace DrawingReport.Dxf;

/// <summary>The drawing cannot be read; the message is for the person who sent it.</summary>
internal sealed class UnreadableDrawingException(string message) : Exception(message)
{
    public static UnreadableDrawingException AtLine(long line, string why, string whatToDo) => new($"line {line}: {why}. {whatToDo}");
}
