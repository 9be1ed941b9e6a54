using System.Text;
using Frontdesk.Scheduling;
using NodaTime;
using NodaTime.Text;

namespace Frontdesk.Tests.Scheduling.Calendars;

/// <summary>Busy times of calendars written for the purpose: what people's programs do to a series, to a clock, and to the format.</summary>
public sealed class ReadBusyTimesTests
{
    private static readonly DateTimeZone Chicago = DateTimeZoneProviders.Tzdb["America/Chicago"];

    /// <summary>March 2026: in Chicago the clock goes forward on the 8th.</summary>
    private static readonly Interval March = new(Instant.FromUtc(2026, 3, 1, 6, 0), Instant.FromUtc(2026, 4, 1, 5, 0));

    [Fact]
    public void A_daily_visit_keeps_its_hour_when_the_clock_changes() =>
        Busy("DTSTART;TZID=America/Chicago:20260306T090000\nDTEND;TZID=America/Chicago:20260306T093000\nRRULE:FREQ=DAILY;COUNT=4",
            "03-06 15:00-15:30", "03-07 15:00-15:30", "03-08 14:00-14:30", "03-09 14:00-14:30");

    [Fact]
    public void A_time_the_clock_skips_is_read_by_the_offset_before_it() =>
        Busy("DTSTART;TZID=America/Chicago:20260307T023000\nDURATION:PT15M\nRRULE:FREQ=DAILY;COUNT=3", "03-07 08:30-08:45", "03-08 08:30-08:45", "03-09 07:30-07:45");

    [Fact]
    public void An_hourly_watch_is_kept_in_both_hours_the_clock_repeats()
    {
        var autumn = new Interval(Instant.FromUtc(2026, 11, 1, 0, 0), Instant.FromUtc(2026, 11, 2, 0, 0));
        var result = Read("DTSTART;TZID=America/Chicago:20261101T000000\nDURATION:PT10M\nRRULE:FREQ=HOURLY;COUNT=3", autumn);
        Assert.Equal(["11-01 05:00-05:10", "11-01 06:00-06:10", "11-01 07:00-07:10", "11-01 08:00-08:10"], Shown(result));
    }

    [Fact]
    public void A_whole_day_is_a_day_of_the_practitioner()
    {
        Busy("DTSTART;VALUE=DATE:20260308", "03-08 06:00-03-09 05:00");
        Busy("DTSTART;VALUE=DATE:20260308\nDTEND;VALUE=DATE:20260310", "03-08 06:00-03-10 05:00");
        Busy("DTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260310", "03-10 05:00-03-11 05:00");
        Busy("DTSTART:20260310\nRRULE:FREQ=WEEKLY;COUNT=2", "03-10 05:00-03-11 05:00", "03-17 05:00-03-18 05:00");
    }

    [Fact]
    public void A_floating_time_is_by_the_practitioners_clock() => Busy("DTSTART:20260310T090000\nDTEND:20260310T100000", "03-10 14:00-15:00");

    [Fact]
    public void A_length_in_days_is_by_the_clock_and_one_in_hours_is_elapsed()
    {
        Busy("DTSTART;TZID=America/Chicago:20260307T090000\nDURATION:P1D", "03-07 15:00-03-08 14:00");
        Busy("DTSTART;TZID=America/Chicago:20260307T090000\nDURATION:PT24H", "03-07 15:00-03-08 15:00");
    }

    [Fact]
    public void What_is_free_cancelled_or_without_length_takes_no_time()
    {
        Busy("DTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nTRANSP:TRANSPARENT");
        Busy("DTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nSTATUS:CANCELLED");
        Busy("DTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nX-MICROSOFT-CDO-BUSYSTATUS:FREE");
        Busy("DTSTART:20260310T090000Z");
        Busy("DTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nSTATUS:TENTATIVE", "03-10 09:00-10:00");
        Busy("DTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nTRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", "03-10 09:00-10:00");
    }

    [Fact]
    public void An_alarm_inside_an_entry_does_not_change_its_length() =>
        Busy("DTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nBEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5H\nREPEAT:2\nEND:VALARM", "03-10 09:00-10:00");

    [Fact]
    public void Left_out_and_added_dates_count_in_whatever_zone_they_are_written() =>
        Busy("DTSTART;TZID=America/Chicago:20260309T090000\nDTEND;TZID=America/Chicago:20260309T093000\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260310T140000Z\nEXDATE;VALUE=DATE:20260311\nRDATE;TZID=America/New_York:20260315T080000\nRDATE;VALUE=PERIOD:20260316T120000Z/PT2H",
            "03-09 14:00-14:30", "03-12 14:00-14:30", "03-15 12:00-12:30", "03-16 12:00-14:00");

    [Fact]
    public void A_moved_instance_is_busy_where_it_went_and_not_where_it_was() =>
        Busy("DTSTART:20260309T090000Z\nDTEND:20260309T093000Z\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260310T090000Z\nDTSTART:20260320T110000Z\nDTEND:20260320T120000Z",
            "03-09 09:00-09:30", "03-11 09:00-09:30", "03-20 11:00-12:00");

    [Fact]
    public void A_cancelled_instance_is_free() =>
        Busy("DTSTART:20260309T090000Z\nDTEND:20260309T093000Z\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260310T090000Z\nDTSTART:20260310T090000Z\nSTATUS:CANCELLED", "03-09 09:00-09:30", "03-11 09:00-09:30");

    [Fact]
    public void A_moved_instance_of_a_series_that_is_gone_still_takes_its_time()
    {
        Busy("RECURRENCE-ID:20260310T090000Z\nDTSTART:20260320T110000Z\nDTEND:20260320T120000Z", "03-20 11:00-12:00");
        Busy("DTSTART:20260309T090000Z\nDTEND:20260309T093000Z\nRRULE:FREQ=DAILY\nSTATUS:CANCELLED\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260310T090000Z\nDTSTART:20260320T110000Z\nDTEND:20260320T120000Z", "03-20 11:00-12:00");
    }

    [Fact]
    public void A_change_of_this_and_all_later_instances_moves_them_by_the_clock() =>
        Busy("DTSTART;TZID=America/Chicago:20260306T090000\nDTEND;TZID=America/Chicago:20260306T093000\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/Chicago:20260307T090000\nDTSTART;TZID=America/Chicago:20260307T130000\nDTEND;TZID=America/Chicago:20260307T140000",
            "03-06 15:00-15:30", "03-07 19:00-20:00", "03-08 18:00-19:00", "03-09 18:00-19:00");

    [Fact]
    public void Cancelling_this_and_all_later_instances_ends_the_series() =>
        Busy("DTSTART:20260309T090000Z\nDTEND:20260309T093000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260311T090000Z\nDTSTART:20260311T090000Z\nSTATUS:CANCELLED", "03-09 09:00-09:30", "03-10 09:00-09:30");

    [Fact]
    public void A_later_revision_replaces_an_earlier_one_wherever_it_stands() =>
        Busy("SEQUENCE:3\nDTSTART:20260309T110000Z\nDTEND:20260309T113000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nSEQUENCE:2\nDTSTART:20260309T090000Z\nDTEND:20260309T093000Z", "03-09 11:00-11:30");

    [Theory]
    [InlineData("America/New_York", "13:00")]
    [InlineData("/mozilla.org/20050126_1/America/New_York", "13:00")]
    [InlineData("/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires", "12:00")]
    [InlineData("Eastern Standard Time", "13:00")]
    [InlineData("\"Eastern Standard Time\"", "13:00")]
    [InlineData("tzone://Microsoft/Utc", "09:00")]
    [InlineData("UTC+11", "22:00-1")]
    [InlineData("GMT-0500", "14:00")]
    public void A_zone_is_known_by_any_of_the_names_programs_give_it(string name, string utc)
    {
        var day = utc.EndsWith("-1", StringComparison.Ordinal) ? "03-09" : "03-10";
        var hour = utc[..5];
        Busy($"DTSTART;TZID={name}:20260310T090000\nDURATION:PT30M", $"{day} {hour}-{hour[..3]}30");
    }

    [Fact]
    public void Outlooks_own_zone_is_read_from_its_definition() =>
        Assert.Equal(["03-07 14:00-14:30", "03-08 13:00-13:30"], Shown(ReadText(Calendar(
            "BEGIN:VTIMEZONE\nTZID:(UTC-05:00) Eastern Time (US & Canada)\nBEGIN:STANDARD\nDTSTART:16010101T020000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11\nEND:STANDARD\n"
            + "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
            + "BEGIN:VEVENT\nDTSTART;TZID=(UTC-05:00) Eastern Time (US & Canada):20260307T090000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT"), March)));

    [Fact]
    public void A_time_in_a_zone_nobody_knows_is_by_the_practitioners_clock_and_named()
    {
        var result = Read("DTSTART;TZID=Nowhere:20260310T090000\nDURATION:PT30M", March);
        Assert.Equal(["03-10 14:00-14:30"], Shown(result));
        Assert.Equal("time_zone_unknown", Assert.Single(result.Faults).Code);
    }

    [Fact]
    public void Published_busy_times_count_and_free_ones_do_not() =>
        Assert.Equal(["03-10 09:00-10:00", "03-11 09:00-09:45"], Shown(ReadText(Calendar(
            "BEGIN:VFREEBUSY\nDTSTART:20260301T000000Z\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20260310T090000Z/PT1H,\n 20260311T090000Z/20260311T094500Z\nFREEBUSY;FBTYPE=FREE:20260312T090000Z/PT1H\nEND:VFREEBUSY"), March)));

    [Theory]
    [InlineData("DTSTART:yesterday\nDTEND:20260310T100000Z", "start_unreadable", "")]
    [InlineData("DTSTART:20260310T090000Z\nDTEND:20260310T080000Z", "ends_before_start", "")]
    [InlineData("DTSTART:20260310T090000Z\nDURATION:-PT1H", "end_unreadable", "")]
    [InlineData("DTSTART:20260310T090000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES", "rule_unreadable", "03-10 09:00-10:00")]
    [InlineData("DTSTART:20260310T090000Z\nDURATION:PT1H\nRRULE:RSCALE=CHINESE;FREQ=YEARLY", "rule_unsupported", "03-10 09:00-10:00")]
    [InlineData("DTSTART:20260310T090000Z\nDURATION:PT1H\nEXDATE:20260340T090000Z", "date_unreadable", "03-10 09:00-10:00")]
    [InlineData("DTSTART:20260310T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4\nEXRULE:FREQ=SECONDLY;COUNT=2000000000", "rule_too_long", "03-13 09:00-10:00")]
    public void What_cannot_be_read_is_named_and_the_rest_of_the_entry_stands(string entry, string fault, string busy)
    {
        var result = Read(entry, March);
        Assert.Equal(busy, string.Join(' ', Shown(result)));
        Assert.Equal(fault, Assert.Single(result.Faults).Code);
    }

    [Theory]
    [InlineData("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;COUNT=1")]
    [InlineData("FREQ=MINUTELY;INTERVAL=2147483647;BYHOUR=3;BYMINUTE=7")]
    [InlineData("FREQ=YEARLY;INTERVAL=2147483647")]
    [InlineData("FREQ=MONTHLY;BYDAY=6MO")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6")]
    public void A_rule_that_never_matches_ends(string rule)
    {
        Assert.Contains(Outcome(Calendar(Event($"DTSTART:00010101T000000Z\nDURATION:PT1H\nRRULE:{rule}"))), new[] { "free", "rule_too_long" });
    }

    /// <summary>Its later instances would be left free, and nobody would know.</summary>
    [Fact]
    public void A_rule_that_takes_too_long_spoils_the_whole_calendar() =>
        Assert.Equal("rule_too_long", Refused(Calendar(
            Event("UID:1\nDTSTART:16000101T000000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY;COUNT=2000000000;INTERVAL=7;BYMONTH=1") + Event("UID:2\nDTSTART:20260310T090000Z\nDURATION:PT1H"))));

    [Fact]
    public void A_reading_that_takes_longer_than_twenty_seconds_is_ended_by_name()
    {
        var clock = new HandClock();
        using var ics = new Endless("BEGIN:VCALENDAR\nBEGIN:VEVENT\nX-NOTE:", "x\nX-NOTE:", 200_000);
        ics.Each = () => clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("cut_off", Assert.Throws<IcsException>(() => ReadBusyTimes.From(ics, March, Chicago, clock, CancellationToken.None)).Code);
        ics.Position = 0;
        ics.Each = () => clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal("too_much_work", Assert.Throws<IcsException>(() => ReadBusyTimes.From(ics, March, Chicago, clock, CancellationToken.None)).Code);
    }

    [Fact]
    public void The_name_of_a_zone_that_is_longer_than_any_is_not_looked_up()
    {
        var result = Read($"DTSTART;TZID=/{string.Concat(Enumerable.Repeat("a/", 100))}America/New_York:20260310T090000\nDURATION:PT30M", March);
        Assert.Equal(["03-10 14:00-14:30"], Shown(result));
        Assert.Equal("time_zone_unknown", Assert.Single(result.Faults).Code);
    }

    [Fact]
    public void A_calendars_own_zone_may_not_change_its_clock_a_thousand_times_a_day() =>
        Assert.Equal("too_much_work", Refused(Calendar(
            $"BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:20260101T000000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nRRULE:FREQ=DAILY;BYHOUR={Numbers(24)};BYMINUTE={Numbers(60)}\nEND:STANDARD\nEND:VTIMEZONE\n"
            + Event("DTSTART;TZID=Own:20260310T090000\nDURATION:PT30M"))));

    private static string Numbers(int count) => string.Join(',', Enumerable.Range(0, count));

    [Fact]
    public void A_long_period_among_added_dates_reaches_in_from_before_the_window() =>
        Busy("DTSTART:20260101T090000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260115T000000Z/20260305T000000Z", "03-01 06:00-03-05 00:00");

    /// <summary>Programs write the end of the calendar for "for ever", and its beginning for nothing.</summary>
    [Theory]
    [InlineData("DTSTART:20260330T000000Z\nDTEND:99991231T235959", "03-30 00:00-04-01 05:00")]
    [InlineData("DTSTART:20260330T000000Z\nDTEND:99991231T235959Z", "03-30 00:00-04-01 05:00")]
    [InlineData("DTSTART:20260330T000000Z\nDTEND;TZID=Asia/Tokyo:99991231T235959", "03-30 00:00-04-01 05:00")]
    [InlineData("DTSTART;VALUE=DATE:20260330\nDTEND;VALUE=DATE:99991231", "03-30 05:00-04-01 05:00")]
    [InlineData("DTSTART:20260330T000000Z\nDURATION:P99999W", "03-30 00:00-04-01 05:00")]
    [InlineData("DTSTART:20260330T000000Z\nDURATION:P99999999999999D", "03-30 00:00-04-01 05:00")]
    [InlineData("DTSTART:20260330T000000Z\nDTEND:99991231T235959Z\nRRULE:FREQ=WEEKLY;COUNT=3", "03-30 00:00-04-01 05:00")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260330T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=99991231T235959Z", "03-30 07:00-08:00 03-31 07:00-08:00")]
    [InlineData("DTSTART;TZID=Asia/Tokyo:20260330T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=99991231T235959Z", "03-30 00:00-01:00 03-31 00:00-01:00 04-01 00:00-01:00")]
    [InlineData("DTSTART;TZID=Asia/Tokyo:00010101T000000\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=4", "03-31 15:00-16:00")]
    public void The_ends_of_the_calendar_mean_for_ever(string entry, string busy)
    {
        var result = Read(entry, March);
        Assert.Equal(busy, string.Join(' ', Shown(result)));
        Assert.Empty(result.Faults);
    }

    [Theory]
    [InlineData("America/Chicago")]
    [InlineData("Pacific/Apia")]
    public void Whatever_date_stands_wherever_the_calendar_gives_busy_times_or_a_named_error(string practitioner)
    {
        var wrong = new List<string>();
        foreach (var ics in Edges())
        {
            try
            {
                ReadText(ics, March, DateTimeZoneProviders.Tzdb[practitioner]);
            }
            catch (IcsException)
            {
                // Named.
            }
            catch (Exception e)
            {
                wrong.Add($"{e.GetType().Name} {e.StackTrace?.Split('\n').FirstOrDefault(static l => l.Contains("Frontdesk.Scheduling", StringComparison.Ordinal))?.Trim()}: {ics}");
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n{string.Join('\n', wrong.DistinctBy(static w => w[..w.IndexOf(": ", StringComparison.Ordinal)]).Take(20))}");
    }

    private static IEnumerable<string> Edges()
    {
        string[] dates = ["00010101", "99991231"];
        string[] hours = ["000000", "235960"];
        string[] zones = ["Pacific/Kiritimati", "Pacific/Apia", "America/Chicago", "UTC-18", "UTC+18"];
        List<string> times = [.. dates.Concat(["00010102", "20111230", "99991129", "99991227", "99991230"]).Select(static d => $";VALUE=DATE:{d}")];
        foreach (var at in dates.SelectMany(d => hours.Select(h => $"{d}T{h}")))
        {
            times.AddRange([$":{at}", $":{at}Z"]);
            times.AddRange(zones.Select(zone => $";TZID={zone}:{at}"));
        }
        string[] lengths = ["P1D", "P99999W", "PT999999999H", "P99999999999DT999999999H", "-P99999W"];
        string[] units = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY", "YEARLY;BYWEEKNO=1,-1;WKST=FR", "YEARLY;BYWEEKNO=53;WKST=SU", "YEARLY;BYYEARDAY=-1,366", "MONTHLY;BYDAY=-1MO;BYSETPOS=-1"];
        string[] offsets = ["-1800", "+1800", "-0500", "+1400"];
        string Entry(string lines) => Calendar(Event("UID:1\n" + lines));
        string Changed(string master, string change) => Calendar(Event("UID:1\n" + master) + Event("UID:1\n" + change));
        foreach (var time in times)
        {
            yield return Entry($"DTSTART{time}");
            yield return Entry($"DTSTART{time}\nDTEND:20260310T100000Z");
            yield return Entry($"DTSTART:20260310T090000Z\nDTEND{time}");
            yield return Entry($"DTSTART;VALUE=DATE:20260310\nDTEND{time}");
            yield return Entry($"DTSTART:20260310T090000Z\nDTEND{time}\nRRULE:FREQ=DAILY");
            yield return Entry($"DTSTART;VALUE=DATE:20260310\nDTEND{time}\nRRULE:FREQ=YEARLY");
            yield return Entry($"DTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nRRULE:FREQ=DAILY\nEXDATE{time}\nRDATE{time}");
            yield return Entry($"DTSTART{time}\nDTEND{time}\nRDATE{time}\nEXDATE{time}");
            var written = time[(time.LastIndexOf(':') + 1)..];
            yield return Entry($"DTSTART:20260310T090000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260310T090000Z/{written},{written}/P99999W,{written}/20260310T090000Z");
            yield return Calendar($"BEGIN:VFREEBUSY\nFREEBUSY:20260310T090000Z/{written},{written}/P99999W,{written}/{written}\nEND:VFREEBUSY");
            foreach (var length in lengths)
            {
                yield return Entry($"DTSTART{time}\nDURATION:{length}\nRRULE:FREQ=YEARLY");
                yield return Changed("DTSTART:20260101T090000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY", $"RECURRENCE-ID;RANGE=THISANDFUTURE{time}\nDTSTART:20260305T090000Z\nDURATION:{length}");
            }
            foreach (var unit in units)
                yield return Entry($"DTSTART{time}\nDURATION:PT1H\nRRULE:FREQ={unit};INTERVAL=3600");
            foreach (var zone in zones.Append("UTC"))
                yield return Entry($"DTSTART;TZID={zone}:20260310T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL={written}");
            foreach (var range in new[] { "", ";RANGE=THISANDFUTURE" })
            {
                yield return Changed("DTSTART:20260101T090000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY", $"RECURRENCE-ID{range}{time}\nDTSTART:20260310T090000Z\nDURATION:PT1H");
                if (time[0] == ':')
                    yield return Changed("DTSTART:20260101T090000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYWEEKNO=1,-1,53;BYDAY=MO,FR;WKST=FR", $"RECURRENCE-ID{range}:20260301T090000Z\nDTSTART{time}\nDURATION:PT1H");
                yield return Changed($"DTSTART{time}\nDURATION:PT1H\nRRULE:FREQ=YEARLY", $"RECURRENCE-ID{range}:00010101T000000\nDTSTART:99991231T235959\nDTEND:99991231T235959");
                yield return Changed($"DTSTART{time}\nDURATION:PT1H\nRRULE:FREQ=YEARLY", $"RECURRENCE-ID{range}:99991231T235959\nDTSTART:00010101T000000\nDTEND:99991231T235959");
            }
            if (time[0] == ':')
                foreach (var (from, to) in offsets.SelectMany(from => offsets.Select(to => (from, to))))
                    yield return Calendar(
                        $"BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART{time}\nTZOFFSETFROM:{from}\nTZOFFSETTO:{to}\nRRULE:FREQ=DAILY;COUNT=9;UNTIL={written}\nRDATE:{written},20260310T000000,20260310T000100\nEND:STANDARD\n"
                        + $"BEGIN:DAYLIGHT\nDTSTART:20260310T000030\nTZOFFSETFROM:{to}\nTZOFFSETTO:{from}\nRRULE:FREQ=DAILY;BYHOUR={Numbers(24)}\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
                        + Event($"UID:1\nDTSTART;TZID=Own:20260310T000030\nDTEND;TZID=Own:{written}\nRRULE:FREQ=HOURLY;UNTIL={written}") + Event($"UID:2\nDTSTART;TZID=Own:{written}\nDURATION:P99999W"));
        }
    }

    [Fact]
    public void A_calendar_too_large_too_full_or_too_repetitive_is_refused_by_name()
    {
        Assert.Equal("too_many_instances", Refused(Calendar(Event("DTSTART:20260301T060000Z\nDURATION:PT0.5S\nDURATION:PT1S\nRRULE:FREQ=SECONDLY;COUNT=150000"))));
        Assert.Equal("too_many_events", Refused(Calendar(string.Concat(Enumerable.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", 50_001)))));
        Assert.Equal("too_many_dates", Refused(Calendar(string.Concat(Enumerable.Repeat("BEGIN:VEVENT\nRDATE:" + string.Join(',', Enumerable.Repeat("20260310", 1000)) + "\nEND:VEVENT\n", 101)))));
        Assert.Equal("too_much_work", Refused(Calendar(string.Concat(Enumerable.Range(0, 300).Select(static i => Event($"UID:{i}x\nDTSTART:19000101T000000Z\nRRULE:FREQ=DAILY;COUNT=40000"))))));
    }

    /// <summary>Twenty megabytes each, of what costs most to work out.</summary>
    public static TheoryData<string, string> Bombs => new()
    {
        { "UID:{0}\nDTSTART:16000101T000000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1", "too_much_work" },
        { "UID:{0}\nDTSTART:16000101\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=1,2,3,4,5,6,7,8,9;BYSETPOS=-1;COUNT=9999", "too_much_work" },
        { "UID:{0}\nDTSTART:16000101T000000\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYSECOND=1,2,3,4,5,6,7,8,9;BYSETPOS=-1;COUNT=9999", "rule_too_long" },
        { "UID:same\nDTSTART:20260301T000000Z\nDURATION:PT1H\nEND:VEVENT\nBEGIN:VEVENT\nUID:same\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260301T{1}Z\nDTSTART:20260302T000000Z", "too_much_work" },
        { "UID:{0}\nDTSTART;TZID=Nowhere{0}:20260301T000000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Somewhere{0}\nEND:VTIMEZONE\nBEGIN:VEVENT", "busy" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_calendar_made_to_cost_runs_out_of_steps_however_long_it_may_take(string entry, string code)
    {
        var ics = new StringBuilder("BEGIN:VCALENDAR\n");
        for (var i = 0; i < 24_000 && ics.Length < 19_000_000; i++)
            ics.Append(Event(string.Format(null, entry, i, $"{i / 3600 % 24:00}{i / 60 % 60:00}{i % 60:00}")));
        Assert.Equal(code, Outcome(ics.Append("END:VCALENDAR\n").ToString()));
    }

    [Fact]
    public void Fifty_megabytes_are_refused_after_twenty_and_in_little_memory()
    {
        foreach (var filler in new[] { "X-NOTE:" + new string('x', 1000) + "\r\n", new string('x', 1007) })
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            using var ics = new Endless("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:", filler, 50_000_000);
            var peak = before;
            ics.Each = () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            Assert.Equal("too_large", Assert.Throws<IcsException>(() => ReadBusyTimes.From(ics, March, Chicago, new HandClock(), CancellationToken.None)).Code);
            Assert.InRange(ics.Position, 20_000_000, 20_100_000);
            Assert.InRange(peak - before, 0, 100_000_000);
        }
    }

    [Theory]
    [InlineData("", "not_a_calendar")]
    [InlineData("<html>Sign in</html>", "not_a_calendar")]
    [InlineData("BEGIN:VCARD\nEND:VCARD\n", "not_a_calendar")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260310T090000Z\n", "cut_off")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "nesting_wrong")]
    public void What_is_no_whole_calendar_is_refused_by_name(string text, string code) => Assert.Equal(code, Refused(text));

    [Fact]
    public void A_hundred_thousand_BEGINs_are_refused() => Assert.Equal("nesting_wrong", Refused(string.Concat(Enumerable.Repeat("BEGIN:VCALENDAR\n", 100_000))));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    public void Lines_may_be_folded_anywhere_and_end_in_any_way(string newline) =>
        Assert.Equal(["03-10 09:00-10:00"], Shown(ReadText("\ufeffBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTST\n ART:2026\n\t0310T090000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR".Replace("\n", newline, StringComparison.Ordinal), March)));

    [Fact]
    public void Overlapping_and_touching_times_are_one() =>
        Busy("DTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260310T100000Z\nDTEND:20260310T110000Z\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260310T093000Z\nDTEND:20260310T094500Z", "03-10 09:00-11:00");

    [Fact]
    public void A_series_gives_the_same_times_whichever_day_one_asks_for()
    {
        var ics = Calendar(Event("DTSTART;TZID=America/Chicago:20190101T083000\nDURATION:PT26H\nRRULE:FREQ=WEEKLY;INTERVAL=3;WKST=SU;BYDAY=MO,TH,SA,SU\nEXDATE;TZID=America/Chicago:20260312T083000"));
        var whole = ReadText(ics, March);
        var days = Enumerable.Range(0, 31).SelectMany(day =>
        {
            var from = March.Start + Duration.FromDays(day);
            return ReadText(ics, new Interval(from, Instant.Min(from + Duration.FromDays(1), March.End))).Busy;
        }).Sum(static b => b.Duration.TotalMinutes);
        Assert.Equal(whole.Busy.Sum(static b => b.Duration.TotalMinutes), days);
        Assert.NotEqual(0, days);
    }

    private static void Busy(string entry, params string[] expected) => Assert.Equal(expected, Shown(Read(entry, March)));

    private static ReadBusyTimes.Result Read(string entry, Interval window) => ReadText(Calendar(Event("UID:1\n" + entry)), window);

    private static string Event(string lines) => $"BEGIN:VEVENT\n{lines}\nEND:VEVENT\n";

    private static string Calendar(string parts) => $"BEGIN:VCALENDAR\nVERSION:2.0\n{parts}\nEND:VCALENDAR\n";

    // The clock stands still: what ends, ends by its counted steps.
    private static ReadBusyTimes.Result ReadText(string ics, Interval window, DateTimeZone? zone = null)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(ics));
        return ReadBusyTimes.From(bytes, window, zone ?? Chicago, new HandClock(), CancellationToken.None);
    }

    private static string Refused(string ics) => Assert.Throws<IcsException>(() => ReadText(ics, March)).Code;

    private static string Outcome(string ics)
    {
        try
        {
            return ReadText(ics, March).Busy.Count == 0 ? "free" : "busy";
        }
        catch (IcsException e)
        {
            return e.Code;
        }
    }

    private static readonly InstantPattern Full = InstantPattern.CreateWithInvariantCulture("MM-dd HH:mm");

    private static List<string> Shown(ReadBusyTimes.Result result) =>
        [.. result.Busy.Select(static b => b.Start.InUtc().Date == b.End.InUtc().Date ? $"{Full.Format(b.Start)}-{Full.Format(b.End)[6..]}" : $"{Full.Format(b.Start)}-{Full.Format(b.End)}")];

    /// <summary>Goes on by hand only; one timer.</summary>
    private sealed class HandClock : TimeProvider, ITimer
    {
        private Action ring = static () => { };
        private TimeSpan left = Timeout.InfiniteTimeSpan;

        public void Advance(TimeSpan by)
        {
            if (left > TimeSpan.Zero && (left -= by) <= TimeSpan.Zero)
                ring();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (ring, left) = (() => callback(state), dueTime);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            left = dueTime;
            return true;
        }

        public void Dispose() => left = Timeout.InfiniteTimeSpan;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A beginning, then the same again and again.</summary>
    private sealed class Endless(string beginning, string filler, long length) : Stream
    {
        private readonly byte[] first = Encoding.ASCII.GetBytes(beginning);
        private readonly byte[] more = Encoding.ASCII.GetBytes(filler);
        private long at;

        public Action Each { get; set; } = static () => { };

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => at; set => at = value; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Each();
            var read = 0;
            for (; read < count && at < length; read++, at++)
                buffer[offset + read] = at < first.Length ? first[at] : more[(at - first.Length) % more.Length];
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
