using System.Globalization;
using Frontdesk.Scheduling;
using NodaTime;

namespace Frontdesk.Tests.Scheduling;

public sealed class BusinessDayTests
{
    [Theory]
    [InlineData("2026-11-23T09:00-06:00", "2026-11-24T17:00-06:00")]
    [InlineData("2026-11-26T23:59-06:00", "2026-11-27T17:00-06:00")]
    [InlineData("2026-11-27T08:00-06:00", "2026-11-30T17:00-06:00")]
    [InlineData("2026-11-28T12:00-06:00", "2026-11-30T17:00-06:00")]
    [InlineData("2026-11-29T12:00-06:00", "2026-11-30T17:00-06:00")]
    [InlineData("2026-11-24T04:00+00:00", "2026-11-24T17:00-06:00")]
    [InlineData("2026-10-30T12:00-05:00", "2026-11-02T17:00-06:00")]
    public void What_comes_in_is_due_at_the_end_of_the_next_weekday_of_the_clinic(string now, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture), BusinessDay.EndOfNext(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), DateTimeZoneProviders.Tzdb["America/Chicago"]));
}
