using System.Diagnostics;
using System.Globalization;

namespace Frontdesk.Bench;

/// <summary>Processor time and memory of processes, from /proc: the kernel counts in ticks of 10 ms, so a measurement wants seconds.</summary>
internal static class Processors
{
    private const double SecondsPerTick = 0.01;

    /// <summary>Seconds of one process so far.</summary>
    public static double OfProcess(int id) => Stat(id) is { } stat ? stat.Own * SecondsPerTick : 0;

    /// <summary>Seconds of a server and all processes it forked, those that already left included.</summary>
    public static double OfFamily(int postmaster)
    {
        var ticks = Stat(postmaster) is { } parent ? parent.Own + parent.Reaped : 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Stat(id) is { } stat && stat.Parent == postmaster)
                ticks += stat.Own;
        return ticks * SecondsPerTick;
    }

    /// <summary>Resident memory now, in MB.</summary>
    public static double Memory(int id) => Status(id, "VmRSS:");

    /// <summary>The most it ever was, in MB.</summary>
    public static double PeakMemory(int id) => Status(id, "VmHWM:");

    private static double Status(int id, string field)
    {
        var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal)) / 1024;
    }

    private static (int Parent, long Own, long Reaped)? Stat(int id)
    {
        try
        {
            // After the name, which is in brackets and may hold anything: state, parent, …; user and system time are fields 14 to 17.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1]), long.Parse(fields[11]) + long.Parse(fields[12]), long.Parse(fields[13]) + long.Parse(fields[14]));
        }
        catch (IOException)
        {
            return null; // It left while we looked.
        }
    }
}
