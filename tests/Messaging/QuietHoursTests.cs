using Frontdesk.Messaging;
using NodaTime;

namespace Frontdesk.Tests.Messaging;

public sealed class QuietHoursTests
{
    private const string Chicago = "America/Chicago";

    [Theory]
    [InlineData("2026-12-01T07:59:59", "2026-12-01T08:00:00")]
    [InlineData("2026-12-01T08:00:00", "2026-12-01T08:00:00")]
    [InlineData("2026-12-01T20:59:59", "2026-12-01T20:59:59")]
    [InlineData("2026-12-01T21:00:00", "2026-12-02T08:00:00")]
    [InlineData("2026-12-01T23:59:59", "2026-12-02T08:00:00")]
    [InlineData("2026-12-01T00:00:00", "2026-12-01T08:00:00")]
    // The night of the clock change is an hour shorter.
    [InlineData("2026-03-07T22:00:00", "2026-03-08T08:00:00")]
    public void Nobody_is_texted_at_night(string at, string texted) => Assert.Equal(Local(texted), QuietHours.After(Local(at), Chicago));

    [Theory]
    // A day before, by day.
    [InlineData("2026-12-02T10:00:00", 1440, "2026-12-01T10:00:00")]
    // Two hours before 09:30 is night: sent in the morning.
    [InlineData("2026-12-02T09:30:00", 120, "2026-12-02T08:00:00")]
    [InlineData("2026-12-02T09:00:00", 120, "2026-12-02T08:00:00")]
    // An hour is too near.
    [InlineData("2026-12-02T08:59:00", 120, null)]
    [InlineData("2026-12-02T08:10:00", 15, null)]
    // By day, near is what the clinic asked for.
    [InlineData("2026-12-02T08:15:00", 15, "2026-12-02T08:00:00")]
    [InlineData("2026-12-02T22:00:00", 1440, "2026-12-02T08:00:00")]
    public void A_reminder_due_at_night_waits_for_the_morning_unless_the_visit_is_near(string startsAt, int minutesBefore, string? sent) =>
        Assert.Equal(sent is null ? null : Local(sent), RemindVisits.SendAt(Local(startsAt), minutesBefore, Chicago));

    private static DateTimeOffset Local(string text) =>
        NodaTime.Text.LocalDateTimePattern.ExtendedIso.Parse(text).Value.InZoneStrictly(DateTimeZoneProviders.Tzdb[Chicago]).ToDateTimeOffset();
}
