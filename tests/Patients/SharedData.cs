using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Frontdesk.Tests.Patients;

/// <summary>Data that other people wrote, found beside the repository or where FRONTDESK_TEST_DATA says; without it a test is skipped, saying so.</summary>
internal static class SharedData
{
    internal static string Path(string name)
    {
        var folder = Environment.GetEnvironmentVariable("FRONTDESK_TEST_DATA") ?? System.IO.Path.GetFullPath(System.IO.Path.Combine(Root(), "..", "shared", "data"));
        var path = System.IO.Path.Combine(folder, name);
        Assert.SkipWhen(!File.Exists(path), $"{name} is not here: set FRONTDESK_TEST_DATA to the folder of test data");
        return path;
    }

    internal static IReadOnlyList<T> Lines<T>(string name) =>
        [.. File.ReadLines(Path(name)).Select(static line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];

    internal static string[] NaughtyStrings() => JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path("attack-strings/blns.json")))!;

    private static string Root([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", ".."));
}
