using Frontdesk.Platform;
using NodaTime;
using NodaTime.Text;

namespace Frontdesk.Tests.Platform.Jobs;

public sealed class CronTests
{
    [Theory]
    // Chicago's clocks go forward on 8 March 2026 at 2:00 and back on 1 November 2026 at 2:00.
    [InlineData("0 30 9 * * ?", "America/Chicago", "2026-03-07T15:30:00Z", "2026-03-08T14:30:00Z")]
    [InlineData("0 30 2 * * ?", "America/Chicago", "2026-03-07T08:30:00Z", "2026-03-08T08:30:00Z")]
    [InlineData("0 30 1 * * ?", "America/Chicago", "2026-10-31T06:30:00Z", "2026-11-01T06:30:00Z")]
    [InlineData("0 30 1 * * ?", "America/Chicago", "2026-11-01T06:30:00Z", "2026-11-02T07:30:00Z")]
    [InlineData("0 */15 * * * ?", "UTC", "2026-11-01T06:30:00Z", "2026-11-01T06:45:00Z")]
    public void The_next_time_is_right_across_clock_changes(string cron, string zone, string after, string expected) =>
        Assert.Equal(InstantPattern.General.Parse(expected).Value, new Cron(cron, zone).After(InstantPattern.General.Parse(after).Value));

    [Fact]
    public void An_hourly_schedule_runs_in_every_hour_of_a_year_but_the_one_that_comes_twice()
    {
        var cron = new Cron("0 0 * * * ?", "America/Chicago");
        var (at, runs) = (Instant.FromUtc(2026, 1, 1, 6, 0), 0);
        while (at < Instant.FromUtc(2027, 1, 1, 6, 0))
        {
            var next = cron.After(at);
            Assert.InRange((next - at).TotalHours, 1, 2);
            (at, runs) = (next, runs + 1);
        }
        Assert.Equal(365 * 24 - 1, runs);
    }

    [Theory]
    [InlineData("every day", "UTC")]
    [InlineData("0 0 3 * * ?", "Chicago")]
    public void What_is_no_cron_or_no_zone_is_refused(string cron, string zone) =>
        Assert.Throws<FormatException>(() => new Cron(cron, zone));
}
