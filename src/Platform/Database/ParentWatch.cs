using System.Diagnostics;

namespace Frontdesk.Platform;

/// <summary>
/// A small shell that waits at the end of a pipe from this process. When the process ends without a word, killed with -9 or crashed,
/// the pipe closes and the shell runs the clean-up; after <see cref="Dismiss"/> it just leaves. Not on Windows.
/// </summary>
public sealed class ParentWatch : IDisposable
{
    private readonly Process? _shell;

    private ParentWatch(Process? shell) => _shell = shell;

    /// <param name="cleanUp">Shell commands; the arguments are $1, $2, …</param>
    public static ParentWatch Start(string cleanUp, params IEnumerable<string> arguments)
    {
        if (OperatingSystem.IsWindows())
            return new ParentWatch(null);
        // The traps: Ctrl-C reaches every process of the terminal, and this one must outlive the others.
        var script = $"trap '' INT TERM HUP\nread -r word && exit 0\n{cleanUp}";
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "frontdesk-watch", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        return new ParentWatch(Process.Start(start));
    }

    /// <summary>The process has cleaned up itself.</summary>
    public void Dismiss()
    {
        try
        {
            _shell?.StandardInput.WriteLine("done");
            _shell?.StandardInput.Close();
        }
        catch (IOException)
        {
            // The shell was killed by someone: nothing is left to dismiss.
        }
    }

    public void Dispose() => _shell?.Dispose();
}
