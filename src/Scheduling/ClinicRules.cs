using Frontdesk.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>All rules of one clinic at one version: what decides which times could be offered. Only what is active.</summary>
internal sealed record ClinicRules(
    Guid Version,
    IReadOnlyDictionary<Guid, ClinicRules.VisitType> VisitTypes,
    IReadOnlyDictionary<Guid, ClinicRules.Location> Locations,
    IReadOnlyDictionary<Guid, ClinicRules.Practitioner> Practitioners,
    IReadOnlyList<ClinicRules.Place> Places)
{
    /// <param name="Notice">Minutes before the start until when patients may book.</param>
    /// <param name="Ahead">Days before the start from when on patients may book.</param>
    public sealed record VisitType(Guid Id, int Minutes, int BufferBefore, int BufferAfter, int Every, bool PatientsMayBook, int Notice, int Ahead)
    {
        public FreeTimes.Visit Visit { get; } = new(Minutes, BufferBefore, BufferAfter, Every);
    }

    public sealed record Location(Guid Id, string Name, string TimeZone)
    {
        public DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb[TimeZone];
    }

    public sealed record Practitioner(Guid Id, string Name);

    /// <summary>A practitioner at a location, with the hours there.</summary>
    public sealed record Place(Practitioner Practitioner, Location Location, IReadOnlyList<FreeTimes.WeeklyHours> Hours, IReadOnlyList<FreeTimes.HoursException> Exceptions);

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

    internal static ProblemException Invalid(string field, string rule, string message) => new(Problems.Invalid(field, rule, message));
}
