using System.Runtime.InteropServices;
using Inventor;

namespace ListParameters;

/// <summary>What Inventor loads: gives it the object whose Run it calls with the document of the command line.</summary>
[ComVisible(true)]
[Guid("3a3b9f61-6f0e-4b0e-8d0c-64b1b0f1a7c2")]
public sealed class ListParametersServer : ApplicationAddInServer
{
    public object? Automation { get; private set; }

    public void Activate(ApplicationAddInSite addInSiteObject, bool firstTime) => Automation = new ParameterList();

    public void Deactivate() => Automation = null;

    public void ExecuteCommand(int commandID)
    {
        // Of the oldest interface; nothing calls it any more.
    }
}
