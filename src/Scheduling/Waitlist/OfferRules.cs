using Frontdesk.Platform;
using NodaTime;
using NodaTime.Extensions;

namespace Frontdesk.Scheduling;

/// <summary>When the waitlist may be offered something, what fits whom, and how long it stays open: pure functions of plain data.</summary>
internal static class OfferRules
{
    private static readonly Duration Longest = Duration.FromMinutes(30), Shortest = Duration.FromMinutes(5);

    private const long SweepSeconds = 600;

    /// <summary>Less than this before its start a time is not offered: the patient could not answer and come.</summary>
    private static readonly Duration TooLate = Duration.FromMinutes(10);

    /// <summary>How far ahead openings are looked for; what lies further comes near in time.</summary>
    internal static readonly Duration Ahead = Duration.FromDays(60);

    /// <summary>The hold outlives the offer by this, so that nobody slips in before the next in line is asked.</summary>
    internal static readonly Duration Grace = Duration.FromMinutes(2);

    /// <summary>Who lets this many offers of a day pass in silence is left in peace for a day.</summary>
    internal const int SilencesADay = 3;

    /// <summary>What somebody waits for, and what is known of them.</summary>
    /// <param name="MovesFrom">Start of the visit that would be moved to an earlier time.</param>
    /// <param name="Weekdays">ISO 8601; none: any. Likewise the other lists.</param>
    /// <param name="Ahead">The time must start before this; patients put themselves down for no more than they may book.</param>
    /// <param name="Offered">Starts they were asked about before.</param>
    /// <param name="Engaged">When the patient is at the clinic anyway, or is being offered to be.</param>
    internal sealed record Wish(
        DateTimeOffset? MovesFrom, IReadOnlyList<Guid> Practitioners, IReadOnlyList<Guid> Locations, IReadOnlyList<int> Weekdays, IReadOnlyList<string> PartsOfDay,
        DateOnly From, DateOnly Until, int NoticeMinutes, DateTimeOffset Ahead, IReadOnlyList<DateTimeOffset> Offered, IReadOnlyList<(DateTimeOffset Starts, DateTimeOffset Ends)> Engaged);

    /// <summary>A free time as it is asked about by all who wait: its day, weekday and part of the day are worked out once. The time's offset is the place's, so they are those of its clock.</summary>
    internal sealed record Opening(FindTimes.Time Time, string Channel)
    {
        private static readonly string[] Parts = ["morning", "afternoon", "evening"];

        public DateOnly Day { get; } = DateOnly.FromDateTime(Time.StartsAt.DateTime);

        public int Weekday { get; } = (int)Time.StartsAt.DayOfWeek.ToIsoDayOfWeek();

        public string Part { get; } = Array.Find(Parts, part => PartOfDay.Named(part)!.Has(Time.StartsAt))!;
    }

    /// <summary>Whether a time is what somebody waits for.</summary>
    internal static bool Fits(Wish wish, Opening opening, DateTimeOffset now)
    {
        var time = opening.Time;
        return wish.From <= opening.Day && opening.Day <= wish.Until
            && (wish.Weekdays.Count == 0 || wish.Weekdays.Contains(opening.Weekday))
            && (wish.PartsOfDay.Count == 0 || wish.PartsOfDay.Contains(opening.Part))
            && (wish.Practitioners.Count == 0 || wish.Practitioners.Contains(time.PractitionerId))
            && (wish.Locations.Count == 0 || wish.Locations.Contains(time.LocationId))
            && time.StartsAt - now >= TooLate.ToTimeSpan() && time.StartsAt - now >= TimeSpan.FromMinutes(wish.NoticeMinutes) && time.StartsAt < wish.Ahead
            && (wish.MovesFrom is not { } visit || time.StartsAt < visit)
            && time.Warning is null
            && !wish.Offered.Contains(time.StartsAt)
            && !wish.Engaged.Any(e => e.Starts < time.EndsAt && time.StartsAt < e.Ends);
    }

    /// <summary>A time that is held for somebody.</summary>
    internal sealed record Offered(Guid VisitTypeId, Guid PractitionerId, Guid LocationId, DateTimeOffset StartsAt, string Channel, Guid? RoomId = null, Guid? EquipmentId = null);

    /// <summary>Whether a time that was offered still is one the clinic offers: to be seen that way, by whom, where and when, in a room that is open.</summary>
    internal static bool Stands(ClinicRules rules, Offered time)
    {
        if (!IsOnOffer(rules, time))
            return false;
        var type = rules.VisitTypes[time.VisitTypeId];
        var place = rules.PlaceOf(time.PractitionerId, time.LocationId);
        var needs = new FindTimes.Wanted(type, time.Channel);
        bool Has(string kind, string? category, Guid? id) =>
            category is null || (id is { } there && rules.OpenRooms(kind, category, place.Location, time.StartsAt, place.Visit(type)).Contains(there));
        return Has("room", needs.Room, time.RoomId) && Has("equipment", needs.Equipment, time.EquipmentId);
    }

    /// <summary>Whether it would be, if there were a room and equipment.</summary>
    internal static bool IsOnOffer(ClinicRules rules, Offered time) =>
        rules.VisitTypes.TryGetValue(time.VisitTypeId, out var type)
        && type.Channels.Contains(time.Channel, StringComparer.Ordinal)
        && rules.Places.FirstOrDefault(p => p.Practitioner.Id == time.PractitionerId && p.Location.Id == time.LocationId) is { } place
        && place.Practitioner.Visit(type) is { } visit
        && FreeTimes.Offers(place.Location.Zone, place.Hours, visit, Instant.FromDateTimeOffset(time.StartsAt));

    /// <summary>Until when the patient may answer: half an hour, less when the visit is near, whole minutes from now.</summary>
    internal static Instant AnswerBy(Instant now, Instant startsAt)
    {
        var quarter = Duration.FromMinutes(Math.Floor((startsAt - now).TotalMinutes / 4));
        return now + Duration.Min(Longest, Duration.Max(Shortest, quarter));
    }

    /// <summary>When to look again without being told: every ten minutes, clinics one after another, and after the quiet hours where the morning comes first.</summary>
    /// <param name="places">The clocks of the clinic's places.</param>
    internal static Instant NextSweep(Instant now, Tenant clinic, QuietHours quiet, IEnumerable<DateTimeZone> places)
    {
        var spread = (uint)clinic.Id.GetHashCode() % SweepSeconds;
        var next = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() - ((now.ToUnixTimeSeconds() - spread) % SweepSeconds) + SweepSeconds);
        return places.Select(zone => quiet.After(next, zone)).DefaultIfEmpty(next).Min();
    }
}
