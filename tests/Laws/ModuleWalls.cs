using System.Text.RegularExpressions;
using System.Xml.Linq;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Laws;

/// <summary>Who may know whom: project references as the design pins them, and SQL that stays in its own schema or reads what another module publishes.</summary>
public sealed partial class ModuleWalls
{
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Platform"] = [],
        ["Patients"] = ["Platform"],
        ["Worklist"] = ["Platform", "Patients"],
        ["Scheduling"] = ["Platform", "Patients", "Worklist"],
        ["Messaging"] = ["Platform", "Patients", "Worklist", "Scheduling"],
        ["CallCenter"] = ["Platform", "Patients", "Scheduling", "Messaging"],
        ["Host"] = ["Platform", "Patients", "Worklist", "Scheduling", "Messaging", "CallCenter"],
    };

    // What a module offers to the others' SQL: views, and functions that decide.
    private static readonly HashSet<string> Published = new(StringComparer.Ordinal)
    {
        "patients.summary", "patients.acts_for", "patients.textable_numbers", "worklist.states", "scheduling.upcoming", "scheduling.open_offers",
        "scheduling.lock_offer", "scheduling.reminders_due", "scheduling.lock_visit",
    };

    [Fact]
    public void Every_project_references_only_what_the_design_lets_it_know()
    {
        var faults = new List<string>();
        foreach (var project in Directory.EnumerateFiles(Repo.At("src"), "*.csproj", SearchOption.AllDirectories))
        {
            var module = Path.GetFileName(Path.GetDirectoryName(project))!;
            var knows = XDocument.Load(project).Descendants("ProjectReference").Select(static r => r.Attribute("Include")!.Value.Split('/', '\\')[^2]);
            if (!MayKnow.TryGetValue(module, out var allowed))
                faults.Add($"{module} has no line in the table of who may know whom");
            else
                faults.AddRange(knows.Except(allowed, StringComparer.Ordinal).Select(other => $"{module} knows {other}"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void The_SQL_of_a_module_touches_its_own_schema_or_what_another_publishes()
    {
        var schemas = MayKnow.Keys.Where(static m => m is not ("Platform" or "Host")).ToDictionary(static m => m.ToLowerInvariant(), static m => m, StringComparer.Ordinal);
        var faults =
            from module in schemas
            from file in Directory.EnumerateFiles(Repo.At("src", module.Value), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal)
            from match in QualifiedName().Matches(File.ReadAllText(file))
            let schema = match.Groups["schema"].Value
            where schemas.ContainsKey(schema) && schema != module.Key && !Published.Contains(match.Groups["name"].Value)
            select $"{Path.GetFileName(file)} reaches into {match.Groups["name"].Value}";
        Assert.Empty(faults);
    }

    [Fact]
    public void Only_Platform_opens_connections_and_nobody_names_the_tenant()
    {
        var faults =
            from file in Directory.EnumerateFiles(Repo.At("src"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Platform/", StringComparison.Ordinal)
                // Writes the catalog as text, as the owner.
                && !file.EndsWith("/MigrateCommand.cs", StringComparison.Ordinal)
            let match = PastTheGuard().Match(File.ReadAllText(file))
            where match.Success
            select $"{Path.GetFileName(file)} says {match.Value}";
        Assert.Empty(faults);
    }

    // A table named after one of SQL's words for it; a topic or an audit kind in quotes is not one.
    [GeneratedRegex(@"\b(from|join|into|update|table|delete from|using)\s+(?<name>(?<schema>[a-z]+)\.[a-z_]+)")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"NpgsqlDataSource|OpenConnection|new NpgsqlConnection|\btenant_id\s*=")]
    private static partial Regex PastTheGuard();
}
