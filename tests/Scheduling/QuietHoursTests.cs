using Frontdesk.Platform;
using Frontdesk.Scheduling;
using NodaTime;

namespace Frontdesk.Tests.Scheduling;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Quiet = new(new QuietHoursSettings());

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
    public void Nobody_is_texted_at_night(string at, string texted)
    {
        Assert.Equal(Local(texted), Quiet.After(Local(at), Chicago));
        Assert.Equal(at != texted, Quiet.At(Local(at), Chicago));
    }

    [Fact]
    public void Where_they_are_off_any_hour_will_do() =>
        Assert.Equal(Local("2026-12-01T23:00:00"), new QuietHours(new QuietHoursSettings { Hours = OnOff.Off }).After(Local("2026-12-01T23:00:00"), Chicago));

    private static DateTimeOffset Local(string text) =>
        NodaTime.Text.LocalDateTimePattern.ExtendedIso.Parse(text).Value.InZoneStrictly(DateTimeZoneProviders.Tzdb[Chicago]).ToDateTimeOffset();
}
