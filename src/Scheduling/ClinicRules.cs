using Frontdesk.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>All rules of one clinic at one version: what decides which times could be offered. Only what is active.</summary>
/// <param name="Places">In the order of practitioner and location id, which decides between times that are as soon.</param>
/// <param name="Rooms">And equipment; by name.</param>
internal sealed record ClinicRules(
    Guid Version,
    IReadOnlyDictionary<Guid, ClinicRules.VisitType> VisitTypes,
    IReadOnlyDictionary<Guid, ClinicRules.Location> Locations,
    IReadOnlyDictionary<Guid, ClinicRules.Practitioner> Practitioners,
    IReadOnlyList<ClinicRules.Place> Places,
    IReadOnlyList<ClinicRules.Room> Rooms)
{
    /// <param name="Notice">Minutes before the start until when patients may book.</param>
    /// <param name="Ahead">Days before the start from when on patients may book.</param>
    /// <param name="Channels">How patients are seen: <c>in-person</c>, <c>video</c>, <c>phone</c>; the first is meant when none is named.</param>
    /// <param name="OpenTo">Which patients may book it themselves: <c>everyone</c>, <c>new</c>, <c>established</c>.</param>
    /// <param name="NeedsRoom">Category; of a visit in person.</param>
    /// <param name="NeedsEquipment">Likewise.</param>
    /// <param name="Capacity">Patients at once; more than one is a group visit.</param>
    /// <param name="EveryPractitioner">False: only those who have a length of their own for it, or are said to do it.</param>
    public sealed record VisitType(
        Guid Id, int Minutes, int BufferBefore, int BufferAfter, int Every, bool PatientsMayBook, int Notice, int Ahead,
        string[] Channels, string OpenTo, string? NeedsRoom, string? NeedsEquipment, string? NeedsSkill, int Capacity, bool EveryPractitioner)
    {
        public FreeTimes.Visit Visit { get; } = new(Minutes, BufferBefore, BufferAfter, Every);

        public bool IsGroup => Capacity > 1;

        /// <exception cref="ProblemException">The visit is not done this way.</exception>
        public string Channel(string? asked) =>
            asked is null ? Channels[0]
            : Channels.Contains(asked, StringComparer.Ordinal) ? asked
            : throw Invalid("channel", "channel_not_offered", $"This kind of visit is {string.Join(" or ", Channels)} only.");
    }

    public sealed record Location(Guid Id, string Name, string TimeZone)
    {
        public DateTimeZone Zone { get; init; } = DateTimeZoneProviders.Tzdb[TimeZone];
    }

    /// <param name="Languages">BCP 47.</param>
    /// <param name="LicenceStates">USPS codes of where patients may be while seen by video or telephone.</param>
    /// <param name="Own">Visits the practitioner is said to do, with their own length where it is not the type's.</param>
    public sealed record Practitioner(Guid Id, string Name, string[] Languages, string[] Skills, string[] LicenceStates, IReadOnlyDictionary<Guid, FreeTimes.Visit> Own)
    {
        /// <summary>The visit as this practitioner does it; null when they do not.</summary>
        public FreeTimes.Visit? Visit(VisitType type) =>
            type.NeedsSkill is not null && !Skills.Contains(type.NeedsSkill, StringComparer.Ordinal) ? null
            : Own.TryGetValue(type.Id, out var own) ? own
            : type.EveryPractitioner ? type.Visit : null;

        /// <param name="language">BCP 47; who speaks <c>es-MX</c> speaks <c>es</c>.</param>
        public bool Speaks(string language) => Array.Exists(Languages, l =>
            l.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (l.Length == language.Length || l[language.Length] == '-'));
    }

    /// <summary>A practitioner at a location, with the hours there.</summary>
    public sealed record Place(Practitioner Practitioner, Location Location, FreeTimes.Timetable Hours)
    {
        /// <exception cref="ProblemException">The practitioner does not do such visits.</exception>
        public FreeTimes.Visit Visit(VisitType type) =>
            Practitioner.Visit(type) ?? throw Invalid("practitionerId", "practitioner_does_not_do_this", "This practitioner does not do this kind of visit.");
    }

    /// <summary>A room or a piece of equipment, and when it is closed.</summary>
    /// <param name="Kind"><c>room</c> or <c>equipment</c>.</param>
    public sealed record Room(Guid Id, string Name, string Kind, string Category, Location Location, FreeTimes.Timetable Hours);

    /// <summary>The visit type, if this actor may book it.</summary>
    /// <exception cref="ProblemException">Names the rule that forbids it.</exception>
    public VisitType VisitTypeFor(Actor actor, Guid visitTypeId)
    {
        if (!VisitTypes.TryGetValue(visitTypeId, out var type))
            throw Invalid("visitTypeId", "visit_type_unknown", "There is no such visit type.");
        if (actor.Kind == ActorKind.Patient && !type.PatientsMayBook)
            throw Invalid("visitTypeId", "visit_type_not_for_patients", "The clinic books this kind of visit by phone.");
        return type;
    }

    /// <exception cref="ProblemException">The practitioner is not, or not any more, at this location.</exception>
    public Place PlaceOf(Guid practitionerId, Guid locationId)
    {
        if (!Practitioners.ContainsKey(practitionerId))
            throw Invalid("practitionerId", "practitioner_unknown", "There is no such practitioner.");
        return Places.FirstOrDefault(p => p.Practitioner.Id == practitionerId && p.Location.Id == locationId)
            ?? throw Invalid("locationId", "practitioner_not_at_location", "The practitioner does not see patients at this location.");
    }

    /// <summary>The rooms, or equipment, of a category at a location that are not closed during a visit; none when no category is named.</summary>
    public Guid[] OpenRooms(string kind, string? category, Location location, DateTimeOffset startsAt, FreeTimes.Visit visit) =>
        category is null ? [] : [.. RoomsOf(kind, category, location.Id)
            .Where(r => !FreeTimes.IsClosed(location.Zone, r.Hours, startsAt.ToUnixTimeSeconds() / 60, visit.Minutes))
            .Select(static r => r.Id)];

    /// <summary>The rooms, or equipment, of a category at a location.</summary>
    public IEnumerable<Room> RoomsOf(string kind, string category, Guid locationId) => Rooms.Where(r => r.Kind == kind && r.Category == category && r.Location.Id == locationId);

    /// <summary>So many days back and ahead the calendar goes.</summary>
    internal const int CalendarDays = 800;

    /// <summary>What is beyond the calendar is refused before anything is reckoned with it.</summary>
    internal static bool IsInCalendar(DateTimeOffset at, TimeProvider clock) => Math.Abs((at - clock.GetUtcNow()).TotalDays) <= CalendarDays;

    internal static ProblemException Invalid(string field, string rule, string message) => new(Problems.Invalid(field, rule, message));
}
