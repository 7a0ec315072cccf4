namespace Apsis.Emulator.Execution;

/// <summary>The folders of one job: where it works, its home, its temporary files, and where downloads arrive.</summary>
internal sealed class JobWorkspace
{
    private JobWorkspace(string root)
    {
        Root = root;
        Work = Path.Combine(root, "work");
        Home = Path.Combine(root, "home");
        Temporary = Path.Combine(root, "tmp");
        Transfers = Path.Combine(root, "transfers");
    }

    public string Root { get; }

    /// <summary>The working folder, in which local names live.</summary>
    public string Work { get; }

    public string Home { get; }

    public string Temporary { get; }

    /// <summary>Files on their way in or out, outside of the program's sight.</summary>
    public string Transfers { get; }

    public static JobWorkspace Create(string jobsFolder, string id)
    {
        var workspace = new JobWorkspace(Path.Combine(jobsFolder, id));
        Delete(workspace.Root);
        foreach (var folder in new[] { workspace.Work, workspace.Home, workspace.Temporary, workspace.Transfers })
            Directory.CreateDirectory(folder);
        return workspace;
    }

    /// <summary>The full path of a local name. Its folder exists afterwards.</summary>
    public string PathFor(string localName)
    {
        var path = LocalName.PathIn(Work, localName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>The folder of an AppBundle. A name is letters, digits and underscores.</summary>
    public string AppBundle(string name) => Path.Combine(Root, "appbundles", name);

    public string NewTransferFile() => Path.Combine(Transfers, Guid.NewGuid().ToString("N"));

    public void Delete() => Delete(Root);

    /// <summary>Deletes a job folder; links in it are removed, not followed.</summary>
    public static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What a program left undeletable is tried again at the next start.
        }
    }
}
