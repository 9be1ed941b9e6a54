namespace Frontdesk.Platform;

/// <summary>
/// Why a command cannot go on, in words for the person who started it: each line is one fault. Printed without a stack trace.
/// </summary>
public class StartFault(int exitCode, IReadOnlyList<string> lines, Exception? inner = null) : Exception(string.Join('\n', lines), inner)
{
    /// <summary>The environment is not fit: a port in use, a database out of reach, a folder that cannot be written. Exit code 1.</summary>
    public StartFault(string line, Exception? inner = null) : this(1, [line], inner) { }

    public IReadOnlyList<string> Lines => lines;

    public int ExitCode => exitCode;
}
