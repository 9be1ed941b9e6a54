using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Frontdesk.Tests.Scheduling;

/// <summary>The independent table of clock changes, in two editions.</summary>
internal static class ClockChanges
{
    private static readonly string Transitions = Path.Combine(Environment.GetEnvironmentVariable("FRONTDESK_TEST_DATA") ?? Path.Combine(RepositoryRoot(), "..", "shared", "data"), "timezones");

    public static TheoryData<string> Editions => ["tz2025b", "tz2026c"];

    public sealed record Row(string Zone, Instant At, bool Gap, int Before, int After, LocalDateTime WindowStart, LocalDateTime WindowEnd);

    public static List<Row> Rows(string edition)
    {
        var file = Path.Combine(Transitions, $"dst-transitions-{edition}.csv");
        Assert.SkipWhen(!File.Exists(file), $"The table of clock changes is not on this machine: {file}");
        return [.. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(f => new Row(
            f[0], Instant.FromDateTimeOffset(DateTimeOffset.Parse(f[1], CultureInfo.InvariantCulture)), f[2] == "gap", int.Parse(f[3]), int.Parse(f[4]),
            LocalDateTime.FromDateTime(DateTime.Parse(f[5], CultureInfo.InvariantCulture)), LocalDateTime.FromDateTime(DateTime.Parse(f[6], CultureInfo.InvariantCulture))))];
    }

    public static IEnumerable<TableZone> Zones(List<Row> rows) => rows.GroupBy(r => r.Zone).Select(zone => new TableZone(zone.Key, [.. zone]));

    /// <summary>A zone that knows the clock changes of the table and nothing else.</summary>
    public sealed class TableZone(string id, Row[] rows) : DateTimeZone(id, isFixed: false,
        Offset.FromSeconds(60 * rows.Min(r => Math.Min(r.Before, r.After))), Offset.FromSeconds(60 * rows.Max(r => Math.Max(r.Before, r.After))))
    {
        public override ZoneInterval GetZoneInterval(Instant instant)
        {
            var next = Array.FindIndex(rows, r => r.At > instant);
            var after = next == -1 ? rows.Length : next;
            var minutes = after == 0 ? rows[0].Before : rows[after - 1].After;
            return new ZoneInterval(Id, after == 0 ? null : rows[after - 1].At, after == rows.Length ? null : rows[after].At, Offset.FromSeconds(60 * minutes), Offset.Zero);
        }
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Frontdesk.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? AppContext.BaseDirectory;
    }
}
