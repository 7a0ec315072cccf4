using System.Diagnostics;

namespace Apsis.Emulator.Execution;

/// <summary>
/// A shell that waits for the emulator's end and then kills its programs: the only one left to do it when the emulator itself is
/// killed. It knows them by a mark in their environment. Linux only; elsewhere the next start of the emulator cleans up.
/// </summary>
internal sealed class OrphanWatchdog : IDisposable
{
    /// <summary>In the environment of every program: which emulator started it.</summary>
    public const string Marker = "APSIS_EMULATOR_INSTANCE";

    private const string Script = """
        trap '' INT TERM HUP
        while read -r line; do [ "$line" = done ] && exit 0; done
        for pass in 1 2 3 4 5; do
            for folder in /proc/[0-9]*; do
                grep -qs "APSIS_EMULATOR_INSTANCE=$1" "$folder/environ" && kill -9 "${folder#/proc/}" 2>/dev/null
            done
        done
        """;

    private readonly Lock _gate = new();
    private Process? _shell;
    private bool _isStarted;

    /// <summary>The mark's value.</summary>
    public string Instance { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Starts the watch, before the first program.</summary>
    public void EnsureStarted()
    {
        lock (_gate)
        {
            if (_isStarted || !OperatingSystem.IsLinux()) return;
            _isStarted = true;
            var start = new ProcessStartInfo("/bin/sh")
            {
                ArgumentList = { "-c", Script, "sh", Instance },
                WorkingDirectory = "/",
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            try
            {
                _shell = Process.Start(start);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Without a shell there is no watch: the next start cleans up.
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                _shell?.StandardInput.WriteLine("done");
                _shell?.StandardInput.Close();
            }
            catch (IOException)
            {
                // Somebody ended it.
            }

            _shell?.Dispose();
            _shell = null;
        }
    }
}
