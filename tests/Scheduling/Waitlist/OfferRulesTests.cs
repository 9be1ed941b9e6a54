using Frontdesk.Platform;
using Frontdesk.Scheduling;
using NodaTime;
using NodaTime.Text;

namespace Frontdesk.Tests.Scheduling.Waitlist;

public sealed class OfferRulesTests
{
    private static readonly Guid Practitioner = Guid.CreateVersion7(), Location = Guid.CreateVersion7();

    // A Tuesday afternoon in Chicago, on the day before.
    private static readonly FindTimes.Time Time = new(At("2026-03-10T14:00:00-05:00"), At("2026-03-10T14:30:00-05:00"), Practitioner, Location);
    private static readonly DateTimeOffset Now = At("2026-03-09T12:00:00-05:00");
    private static readonly OfferRules.Wish Anything = new(null, [], [], [], [], new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), 120, DateTimeOffset.MaxValue, [], []);

    [Fact]
    public void Who_wants_anything_gets_the_soonest() => Assert.True(Fits(Anything, Time, Now));

    [Fact]
    public void Every_wish_is_heeded()
    {
        Assert.All(
            new Dictionary<string, OfferRules.Wish>(StringComparer.Ordinal)
            {
                ["another practitioner"] = Anything with { Practitioners = [Guid.CreateVersion7()] },
                ["another place"] = Anything with { Locations = [Guid.CreateVersion7()] },
                ["Mondays"] = Anything with { Weekdays = [1, 3] },
                ["mornings and evenings"] = Anything with { PartsOfDay = ["morning", "evening"] },
                ["from the day after"] = Anything with { From = new DateOnly(2026, 3, 11) },
                ["until the day before"] = Anything with { Until = new DateOnly(2026, 3, 9) },
                ["to know two days before"] = Anything with { NoticeMinutes = 2 * 24 * 60 },
                ["no more than they may book"] = Anything with { Ahead = At("2026-03-10T14:00:00-05:00") },
                ["to come earlier than that"] = Anything with { MovesFrom = Time.StartsAt },
                ["not what they were asked before"] = Anything with { Offered = [Time.StartsAt.ToUniversalTime()] },
                ["not while they are with somebody else"] = Anything with { Engaged = [(At("2026-03-10T13:00:00-05:00"), At("2026-03-10T14:15:00-05:00"))] },
            },
            wish => Assert.False(Fits(wish.Value, Time, Now), wish.Key));
        Assert.All(
            [
                Anything with { Practitioners = [Guid.CreateVersion7(), Practitioner], Locations = [Location], Weekdays = [2], PartsOfDay = ["afternoon"] },
                Anything with { From = new DateOnly(2026, 3, 10), Until = new DateOnly(2026, 3, 10), NoticeMinutes = 26 * 60, MovesFrom = Time.StartsAt.AddMinutes(15) },
                Anything with { Engaged = [(At("2026-03-10T13:00:00-05:00"), Time.StartsAt), (Time.EndsAt, At("2026-03-10T16:00:00-05:00"))] },
            ],
            wish => Assert.True(Fits(wish, Time, Now)));
    }

    [Fact]
    public void A_time_of_a_calendar_that_could_not_be_read_is_nobodys() => Assert.False(Fits(Anything, Time with { Warning = "calendar_stale" }, Now));

    [Theory]
    [InlineData(7 * 24 * 60, 30)]
    [InlineData(120, 30)]
    [InlineData(119, 29)]
    [InlineData(60, 15)]
    [InlineData(21, 5)]
    [InlineData(10, 5)]
    public void Who_is_asked_has_half_an_hour_and_less_when_it_is_near(int minutesAhead, int minutesToAnswer)
    {
        var now = Instant.FromUtc(2026, 3, 9, 17, 0, 31);
        Assert.Equal(now + Duration.FromMinutes(minutesToAnswer), OfferRules.AnswerBy(now, now + Duration.FromMinutes(minutesAhead)));
    }

    [Fact]
    public void What_is_offered_can_be_answered_before_it_begins()
    {
        for (var minutes = 0; minutes < 3000; minutes++)
        {
            var now = Instant.FromDateTimeOffset(Time.StartsAt) - Duration.FromMinutes(minutes);
            if (Fits(Anything with { NoticeMinutes = 0 }, Time, now.ToDateTimeOffset()))
                Assert.True(OfferRules.AnswerBy(now, Instant.FromDateTimeOffset(Time.StartsAt)) + OfferRules.Grace <= Instant.FromDateTimeOffset(Time.StartsAt), $"{minutes} minutes ahead");
        }
    }

    [Fact]
    public void The_next_look_is_within_ten_minutes_or_in_the_morning_and_never_at_night()
    {
        var clinics = Enumerable.Range(0, 50).Select(_ => new Tenant(Guid.CreateVersion7(), "c", "Clinic", "+13125550100", "America/Chicago", ["en"])).ToList();
        // Over the night in which the clocks are put forward.
        for (var now = InChicago("2026-03-07T12:00:00"); now < InChicago("2026-03-09T12:00:00"); now += Duration.FromSeconds(617))
            foreach (var clinic in clinics)
            {
                var next = OfferRules.NextSweep(now, clinic, Quiet, [Chicago]);
                Assert.False(Quiet.At(next, Chicago));
                Assert.True(next > now);
                Assert.True(next <= now + Duration.FromMinutes(10) || next.InZone(Chicago).TimeOfDay == new LocalTime(8, 0), $"{next}");
            }
    }

    [Theory]
    [InlineData("2026-03-09T20:45:00", "2026-03-09T20:55:00")]
    [InlineData("2026-03-09T23:30:00", "2026-03-10T07:00:00")]
    [InlineData("2026-03-10T06:30:00", "2026-03-10T07:00:00")]
    public void Of_places_with_several_clocks_the_one_that_wakes_first_is_looked_at(string now, string latest)
    {
        var next = OfferRules.NextSweep(InChicago(now), new Tenant(Guid.CreateVersion7(), "c", "Clinic", "+13125550100", "America/Chicago", ["en"]), Quiet, [Chicago, DateTimeZoneProviders.Tzdb["America/New_York"]]);
        Assert.InRange(next, InChicago(now), InChicago(latest));
        Assert.False(Quiet.At(next, Chicago) && Quiet.At(next, DateTimeZoneProviders.Tzdb["America/New_York"]));
    }

    private static bool Fits(OfferRules.Wish wish, FindTimes.Time time, DateTimeOffset now) => OfferRules.Fits(wish, new OfferRules.Opening(time, "in-person"), now);

    private static readonly QuietHours Quiet = new(new QuietHoursSettings());

    private static readonly DateTimeZone Chicago = DateTimeZoneProviders.Tzdb["America/Chicago"];

    private static Instant InChicago(string local) => LocalDateTimePattern.GeneralIso.Parse(local).Value.InZoneStrictly(Chicago).ToInstant();

    private static DateTimeOffset At(string iso) => OffsetDateTimePattern.Rfc3339.Parse(iso).Value.ToDateTimeOffset();
}
