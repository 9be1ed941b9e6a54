using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Patients;
using Frontdesk.Tests.Support;
using NodaTime;
using NodaTime.Text;

namespace Frontdesk.Tests.Scheduling.Calendars;

/// <summary>
/// The calendars of other people's test suites, broken ones among them: each gives the busy times that stand in <c>CalendarFiles.txt</c>, which were held against ical.js, or the error that stands there.
/// </summary>
public sealed partial class CalendarFilesTests
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Chicago"];

    [Fact]
    public void Every_calendar_gives_its_busy_times_or_a_named_error()
    {
        var folder = Path.GetDirectoryName(SharedData.Path("ical/rrule-vectors.json"))!;
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, "*.ics", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal))
        {
            var started = Stopwatch.GetTimestamp();
            text.Append(file).Append(": ").AppendLine(Outcome(Path.Combine(folder, file)));
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), $"{file} took {Stopwatch.GetElapsedTime(started)}");
        }
        var actual = text.ToString().ReplaceLineEndings("\n");
        var expected = File.ReadAllText(Repo.At("tests", "Scheduling", "Calendars", "CalendarFiles.txt"));
        if (actual != expected)
        {
            var beside = Path.Combine(Path.GetTempPath(), "CalendarFiles.txt");
            File.WriteAllText(beside, actual);
            var differing = actual.Split('\n').Except(expected.Split('\n'), StringComparer.Ordinal).Take(20);
            Assert.Fail($"Read the difference of {beside} to CalendarFiles.txt:\n{string.Join('\n', differing)}");
        }
    }

    // Sixty days from the day before the first start that is written in the file.
    private static string Outcome(string path)
    {
        var first = FirstStart().Match(Encoding.Latin1.GetString(File.ReadAllBytes(path)));
        var day = first.Success && LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(first.Groups["day"].Value) is { Success: true } parsed ? parsed.Value : new LocalDate(2026, 1, 1);
        var window = new Interval(Zone.AtStartOfDay(day.PlusDays(-1)).ToInstant(), Zone.AtStartOfDay(day.PlusDays(59)).ToInstant());
        try
        {
            using var ics = File.OpenRead(path);
            var result = ReadBusyTimes.From(ics, window, Zone, TimeProvider.System, CancellationToken.None);
            Assert.All(result.Busy, b => Assert.True(b.Start < b.End && b.Start >= window.Start && b.End <= window.End));
            Assert.All(result.Busy.Zip(result.Busy.Skip(1)), static pair => Assert.True(pair.First.End < pair.Second.Start));
            var shown = string.Join(' ', result.Busy.Take(4).Select(static b => b.ToString()));
            var minutes = result.Busy.Sum(static b => b.Duration.TotalMinutes).ToString("0.##", CultureInfo.InvariantCulture);
            var faults = string.Join(' ', result.Faults.Select(static f => $"[{f.Line} {f.Code}]"));
            return $"{result.Busy.Count} busy {minutes} min {shown} {faults}".TrimEnd();
        }
        catch (IcsException e)
        {
            return e.Code;
        }
    }

    [GeneratedRegex(@"(?:BEGIN:VEVENT|BEGIN:VFREEBUSY)[\s\S]*?DTSTART[^:\r\n]*:(?<day>\d{8})", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FirstStart();
}
