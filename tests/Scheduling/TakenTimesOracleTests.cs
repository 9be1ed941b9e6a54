using System.Buffers.Binary;
using Frontdesk.Scheduling;
using NodaTime;
using static Frontdesk.Scheduling.ClinicRules;
using static Frontdesk.Scheduling.FreeTimes;

namespace Frontdesk.Tests.Scheduling;

/// <summary>
/// Rooms, equipment, groups and lengths of one's own against a search that asks each minute of each visit by itself: ten thousand random clinics, each around a clock change
/// of the independent table, in both of its editions.
/// </summary>
public sealed class TakenTimesOracleTests
{
    private const int ClinicsOfEachEdition = 5_000;

    public static TheoryData<string> Editions => ClockChanges.Editions;

    [Theory, MemberData(nameof(Editions))]
    public void Whatever_is_taken_the_fast_search_finds_what_the_slow_one_finds(string edition)
    {
        var random = new Random(20261125);
        var rows = ClockChanges.Rows(edition);
        var zones = ClockChanges.Zones(rows).ToDictionary(z => z.Id);
        int found = 0, joined = 0;
        for (var i = 0; i < ClinicsOfEachEdition; i++)
        {
            var row = rows[random.Next(rows.Count)];
            var clinic = new RandomClinic(zones[row.Zone], row.At, random);
            var taken = new TakenTimes(clinic.Rules, clinic.Wanted, clinic.Rows(), new Interval(clinic.From, clinic.To));
            foreach (var place in clinic.Rules.Places.Where(p => p.Practitioner.Visit(clinic.Wanted.Type) is not null))
            {
                var visit = place.Visit(clinic.Wanted.Type);
                var (never, seats) = taken.Of(place, visit);
                var fast = Find(place.Location.Zone, place.Hours, never, visit, clinic.From, clinic.To).Select(s => (s.Minute, taken.SeatsLeft(seats, s.Minute))).ToList();
                var slow = clinic.Slowly(place, visit).ToList();

                Assert.True(slow.SequenceEqual(fast), $"{edition} {row.Zone} {row.At} {i}: slow [{string.Join(", ", slow)}], fast [{string.Join(", ", fast)}]");
                found += fast.Count;
                joined += fast.Count(f => f.Item2 < clinic.Wanted.Type.Capacity);
            }
        }

        // It is about something: some thousands of times, some of them in groups that meet already.
        Assert.InRange(found, 10_000, int.MaxValue);
        Assert.InRange(joined, 100, int.MaxValue);
    }

    /// <param name="Of">The practitioner.</param>
    /// <param name="Group">The group of the wanted type that meets then, at this place.</param>
    private sealed record Taken(Guid Of, Guid Location, long Start, Stretch Busy, Guid? Room, Guid? Equipment, bool Group, bool Overbooked);

    private sealed class RandomClinic
    {
        private readonly Random random;
        private readonly long around;
        private readonly WeeklyHours[] open;
        private readonly Dictionary<(Guid, Guid), (WeeklyHours[] Hours, HoursException[] Exceptions)> hours = [];
        private readonly Dictionary<Guid, HoursException[]> closed = [];
        private readonly List<Taken> taken = [];

        public RandomClinic(DateTimeZone zone, Instant at, Random random)
        {
            this.random = random;
            around = at.ToUnixTimeSeconds() / 60;
            From = at - Duration.FromMinutes(random.Next(1, 700));
            To = at + Duration.FromMinutes(random.Next(1, 700));
            var wall = FreeTimesOracleTests.Minutes(at.InZone(zone).LocalDateTime);
            var day = (int)(wall / 1440);

            var type = new VisitType(Guid.CreateVersion7(), random.Next(1, 15) * 5, random.Next(3) * 5, random.Next(3) * 5, random.Next(1, 7) * 5, true, 0, 90,
                ["in-person", "video"], "everyone", Maybe("exam"), Maybe("ultrasound"), Maybe("pediatrics", 4), random.Next(2) == 0 ? 1 : random.Next(2, 4), random.Next(4) != 0);
            Wanted = new FindTimes.Wanted(type, random.Next(5) == 0 ? "video" : "in-person");
            Location[] locations = [.. Enumerable.Range(0, random.Next(1, 3)).Select(i => new Location(Guid.CreateVersion7(), $"Place {i}", "UTC") { Zone = zone })];
            Practitioner[] practitioners = [.. Enumerable.Range(0, random.Next(1, 3)).Select(i => new Practitioner(Guid.CreateVersion7(), $"Dr. {i}", ["en"],
                random.Next(2) == 0 ? ["pediatrics"] : [], [],
                random.Next(3) == 0 ? new Dictionary<Guid, Visit> { [type.Id] = type.Visit with { Minutes = random.Next(1, 25) * 5 } } : []))];
            open = random.Next(3) == 0 ? [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => FreeTimesOracleTests.RandomHours(random, day) with { FromDay = int.MinValue, UntilDay = int.MaxValue })] : [];
            HoursException[] holidays = random.Next(10) == 0 ? [new HoursException(ExceptionKind.Holiday, day * 1440L, (day + 1) * 1440L)] : [];
            HoursException[] Exceptions(int most) => [.. Enumerable.Range(0, random.Next(most)).Select(_ => FreeTimesOracleTests.RandomException(random, wall)), .. holidays];

            var places = new List<Place>();
            foreach (var practitioner in practitioners)
            {
                foreach (var location in locations)
                {
                    var these = hours[(practitioner.Id, location.Id)] = ([.. Enumerable.Range(0, random.Next(4, 16)).Select(_ => FreeTimesOracleTests.RandomHours(random, day))], Exceptions(3));
                    places.Add(new Place(practitioner, location, Timetable.Within(open, these.Hours, these.Exceptions)));
                }
            }
            var rooms = new List<Room>();
            foreach (var location in locations)
            {
                foreach (var kind in new[] { "room", "equipment" })
                {
                    for (var i = random.Next(3); i > 0; i--)
                    {
                        var id = Guid.CreateVersion7();
                        closed[id] = [.. Exceptions(3).Where(e => e.Kind != ExceptionKind.Extra)];
                        rooms.Add(new Room(id, $"{kind} {i}", kind, (kind, random.Next(4)) switch { (_, 0) => "other", ("room", _) => "exam", _ => "ultrasound" }, location, new Timetable([], closed[id])));
                    }
                }
            }
            Rules = new ClinicRules(Guid.Empty, new Dictionary<Guid, VisitType> { [type.Id] = type }, locations.ToDictionary(l => l.Id), practitioners.ToDictionary(p => p.Id), places, rooms);

            for (var i = random.Next(10); i > 0; i--)
                taken.Add(Somebody(places[random.Next(places.Count)]));
            if (type.IsGroup)
            {
                for (var i = random.Next(4); i > 0; i--)
                    taken.AddRange(Meeting(places[random.Next(places.Count)]));
            }
        }

        public ClinicRules Rules { get; }

        public FindTimes.Wanted Wanted { get; }

        public Instant From { get; }

        public Instant To { get; }

        /// <summary>As the database gives them.</summary>
        public IReadOnlyList<FindTimes.Row> Rows()
        {
            var busy = taken.Where(t => !t.Group).Select(t => (Id: (Guid?)t.Of, t.Busy))
                .Concat(taken.Select(t => (Id: t.Room, t.Busy)))
                .Concat(taken.Select(t => (Id: t.Equipment, t.Busy)));
            return [
                new FindTimes.Row(Guid.Empty, default, null, null, null, null),
                .. busy.Where(b => b.Id is not null).GroupBy(b => b.Id).Select(b => new FindTimes.Row(Guid.Empty, default, null, b.Key, Wire(b.Select(t => t.Busy.From)), Wire(b.Select(t => t.Busy.To)))),
                .. taken.Where(t => t.Group).GroupBy(t => (t.Of, t.Location, t.Start)).Select(g => new FindTimes.Row(Guid.Empty, default, null, g.Key.Of, Wire(g.Select(t => t.Busy.From)), Wire(g.Select(t => t.Busy.To)),
                    g.Key.Location, DateTimeOffset.FromUnixTimeSeconds(g.Key.Start * 60), g.Count(t => !t.Overbooked), g.Any(t => !t.Overbooked && t.Room is not null), g.Any(t => !t.Overbooked && t.Equipment is not null)))];
        }

        public IEnumerable<(long, int?)> Slowly(Place place, Visit visit)
        {
            var (weekly, exceptions) = hours[(place.Practitioner.Id, place.Location.Id)];
            foreach (var at in FreeTimesOracleTests.MinuteByMinute(place.Location.Zone, open, weekly, exceptions, [], visit, From, To))
            {
                var start = at.ToInstant().ToUnixTimeSeconds() / 60;
                var group = taken.Where(t => t.Group && (t.Of, t.Location, t.Start) == (place.Practitioner.Id, place.Location.Id, start)).ToList();
                var seats = Wanted.Type.Capacity - group.Count(t => !t.Overbooked);
                if (seats > 0
                    && !Meets(taken.Where(t => t.Of == place.Practitioner.Id).Except(group), start, visit)
                    && (Wanted.Room is null || group.Exists(t => !t.Overbooked && t.Room is not null) || IsAnyFree("room", Wanted.Room, t => t.Room))
                    && (Wanted.Equipment is null || group.Exists(t => !t.Overbooked && t.Equipment is not null) || IsAnyFree("equipment", Wanted.Equipment, t => t.Equipment)))
                    yield return (start, Wanted.Type.IsGroup ? seats : null);

                bool IsAnyFree(string kind, string category, Func<Taken, Guid?> what) => Rules.Rooms.Any(r =>
                    r.Kind == kind && r.Category == category && r.Location.Id == place.Location.Id
                    && !Meets(taken.Where(t => what(t) == r.Id), start, visit)
                    && !Minutes(start, start + visit.Minutes).Any(m => IsClosed(r, m)));
            }
        }

        private static bool Meets(IEnumerable<Taken> others, long start, Visit visit) =>
            others.ToList() is var there && Minutes(start - visit.Before, start + visit.Minutes + visit.After).Any(m => there.Exists(t => t.Busy.From <= m && m < t.Busy.To));

        private bool IsClosed(Room room, long minute)
        {
            var wall = FreeTimesOracleTests.Minutes(Instant.FromUnixTimeSeconds(minute * 60).InZone(room.Location.Zone).LocalDateTime);
            return closed[room.Id].Any(e => e.Starts <= wall && wall < e.Ends);
        }

        private Taken Somebody(Place place)
        {
            var starts = around + random.Next(-900, 900);
            var busy = new Stretch(starts, starts + random.Next(1, 150));
            return new Taken(place.Practitioner.Id, place.Location.Id, busy.From, busy, Any("room", place), Any("equipment", place), false, random.Next(10) == 0);
        }

        // Half of the groups meet at a time on offer, whatever else is then; all in one room.
        private IEnumerable<Taken> Meeting(Place place)
        {
            var visit = place.Practitioner.Visit(Wanted.Type) ?? Wanted.Type.Visit;
            var offered = Find(place.Location.Zone, place.Hours, [], visit, From, To).Take(50).ToList();
            var start = offered.Count > 0 && random.Next(2) == 0 ? offered[random.Next(offered.Count)].Minute : around + random.Next(-900, 900);
            Guid? room = Any("room", place), equipment = Any("equipment", place);
            for (var i = random.Next(1, Wanted.Type.Capacity + 1); i > 0; i--)
                yield return new Taken(place.Practitioner.Id, place.Location.Id, start, new Stretch(start - visit.Before, start + visit.Minutes + visit.After), room, equipment, true, random.Next(8) == 0);
        }

        private Guid? Any(string kind, Place place) =>
            random.Next(3) == 0 ? null : Rules.Rooms.Where(r => r.Kind == kind && r.Location.Id == place.Location.Id).OrderBy(_ => random.Next()).FirstOrDefault()?.Id;

        private string? Maybe(string word, int oneIn = 2) => random.Next(oneIn) == 0 ? word : null;

        private static IEnumerable<long> Minutes(long from, long to)
        {
            for (var minute = from; minute < to; minute++)
                yield return minute;
        }

        private static byte[] Wire(IEnumerable<long> minutes)
        {
            var times = minutes.ToList();
            var bytes = new byte[times.Count * sizeof(long)];
            for (var i = 0; i < times.Count; i++)
                BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), (DateTime.UnixEpoch.AddMinutes(times[i]) - new DateTime(2000, 1, 1)).Ticks / TimeSpan.TicksPerMicrosecond);
            return bytes;
        }
    }
}
