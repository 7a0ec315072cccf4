using System.Runtime.InteropServices;
using Inventor;

namespace ListParameters;

/// <summary>Writes the parameters of a part into parameters.txt in the job folder.</summary>
[ComVisible(true)]
public sealed class ParameterList
{
    public void Run(Document document)
    {
        var lines = ((PartDocument)document).ComponentDefinition.Parameters.Cast<Parameter>()
            .Select(parameter => $"{parameter.Name} = {parameter.Expression}");
        System.IO.File.WriteAllLines("parameters.txt", lines);
    }

    public void RunWithArguments(Document document, NameValueMap map) => Run(document);
}
