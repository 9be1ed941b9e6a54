using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Frontdesk.Platform;

/// <summary>One file of db/migrations, carried inside the program.</summary>
public sealed partial record Migration(int Number, string Name, string Sql)
{
    private const string Prefix = "migrations/";

    /// <summary>SHA-256 of the text with line feeds only, so that a checkout on Windows has the same.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations of this program, in order.</summary>
    /// <exception cref="StartFault">When a name does not fit or a number is used twice.</exception>
    public static IReadOnlyList<Migration> All { get; } = Load();

    public static Migration Parse(string name, string sql) => FileName().Match(name) is { Success: true } match
        ? new Migration(int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), name, sql)
        : throw new StartFault($"db/migrations/{name} is not named NNNN_module_what.sql.");

    private static Migration[] Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var all = assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(resource =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                return Parse(resource[Prefix.Length..], reader.ReadToEnd());
            })
            .OrderBy(migration => migration.Number)
            .ToArray();
        var twice = all.GroupBy(migration => migration.Number).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? all : throw new StartFault($"Two migrations have the number {twice.Key:0000}: {string.Join(", ", twice.Select(migration => migration.Name))}.");
    }

    [GeneratedRegex("^(?<number>[0-9]{4})_[a-z]+_[a-z0-9_]+\\.sql$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();
}
