using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Worklist;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// Asks the clinic for a visit that patients may not book themselves, or when no time suits: it waits on the worklist until the end of the next business day.
/// Staff ask for a patient whose chart is open. One request is open for a patient and a visit type: 409 <c>already_requested</c>.
/// </summary>
internal static class RequestVisit
{
    /// <param name="PatientId">Left out by a patient: for themselves. Staff must say it.</param>
    /// <param name="PractitionerIds">Any of these; none: anyone.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>, if the visit type has it.</param>
    /// <param name="From">First day.</param>
    /// <param name="Until">Last day.</param>
    /// <param name="Weekdays">ISO 8601: Monday is 1; none: any.</param>
    /// <param name="PartsOfDay"><c>morning</c> (until 12:00), <c>afternoon</c> (until 17:00), <c>evening</c>; none: any.</param>
    /// <param name="Note">To whoever answers, at most 500 characters.</param>
    public sealed record Request(
        Guid VisitTypeId, Guid? PatientId = null, [property: MaxLength(20)] IReadOnlyList<Guid>? PractitionerIds = null, Guid? LocationId = null, string? Channel = null,
        DateOnly? From = null, DateOnly? Until = null, [property: MaxLength(7)] IReadOnlyList<int>? Weekdays = null, [property: MaxLength(3)] IReadOnlyList<string>? PartsOfDay = null,
        [property: StringLength(500)] string? Note = null);

    public sealed record Response(Guid RequestId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/requests", Handle)
        .WithName(nameof(RequestVisit))
        .Requires<RequestVisits>()
        .Audited("visit.requested")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        Check(request, clock);
        if ((request.PatientId ?? (db.Actor.Kind == ActorKind.Patient ? db.Actor.Id : null)) is not { } patient)
            throw ClinicRules.Invalid("patientId", "patient_required", "Say for whom.");
        var row = (await db.QueryOne<Row>(Sql, new
        {
            PatientId = patient,
            request.VisitTypeId,
            PractitionerIds = request.PractitionerIds?.Distinct().ToArray() ?? [],
            request.LocationId,
        }, ct))!;
        if (!row.ChartIsOpen)
            return await Charts.WhyNot(db, patient, ct);
        if (row.NameEn is null)
            throw ClinicRules.Invalid("visitTypeId", "visit_type_unknown", "There is no such visit type.");
        if (!row.MayRequest)
            throw ClinicRules.Invalid("visitTypeId", "visit_type_not_by_request", "The clinic does not take requests for this kind of visit. Please call.");
        if (request.Channel is not null && !row.Channels!.Contains(request.Channel, StringComparer.Ordinal))
            throw ClinicRules.Invalid("channel", "channel_not_offered", "This kind of visit is not held that way.");
        if (!row.PractitionersAreKnown)
            throw ClinicRules.Invalid("practitionerIds", "practitioner_unknown", "There is no such practitioner.");
        if (!row.LocationIsKnown)
            throw ClinicRules.Invalid("locationId", "location_unknown", "There is no such location.");

        if (db.MadeBefore("worklist.items") is [.., var before])
            return Requested(before);
        var item = Item(patient, request, new Names(row.NameEn, row.NameEs!), db.Tenant, clock.GetUtcNow());
        return await db.Transaction(tx => WorkItems.Add(tx, item, ct), ct) is { } id
            ? Requested(id)
            : Problems.Conflict("already_requested", "The clinic has this request already, and will answer it.");
    }

    private static Created<Response> Requested(Guid id) => TypedResults.Created($"/api/v1/scheduling/requests/{id}", new Response(id));

    /// <summary>The request as it waits on the worklist.</summary>
    internal static WorkItem Item(Guid patientId, Request request, Names type, Tenant clinic, DateTimeOffset now) => new(
        WorkItemKind.VisitRequest, WishOf(patientId, request.VisitTypeId), BusinessDay.EndOfNext(now, DateTimeZoneProviders.Tzdb[clinic.TimeZone]),
        new
        {
            request.VisitTypeId,
            VisitTypeEn = type.En,
            VisitTypeEs = type.Es,
            request.PractitionerIds,
            request.LocationId,
            request.Channel,
            request.From,
            request.Until,
            request.Weekdays,
            request.PartsOfDay,
            Note = request.Note?.Trim() is { Length: > 0 } note ? note : null,
        }, patientId);

    private static void Check(Request request, TimeProvider clock)
    {
        if (request.From is { Year: < 2000 or > 2200 })
            throw ClinicRules.Invalid("from", "from_out_of_range", "Give a day from 2000 to 2200.");
        if (request.Until is { Year: < 2000 or > 2200 })
            throw ClinicRules.Invalid("until", "until_out_of_range", "Give a day from 2000 to 2200.");
        // Of the westernmost clock: whichever place it is for, the day is over there.
        if (request.Until < DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddHours(-12)))
            throw ClinicRules.Invalid("until", "until_is_past", "The last day has passed.");
        if (request.Until < request.From)
            throw ClinicRules.Invalid("until", "until_before_from", "The last day is before the first.");
        if (request.Weekdays?.Any(static day => day is < 1 or > 7) is true)
            throw ClinicRules.Invalid("weekdays", "weekday_out_of_range", "A weekday is 1 (Monday) to 7 (Sunday).");
        if (request.PartsOfDay?.Any(static part => part is not ("morning" or "afternoon" or "evening")) is true)
            throw ClinicRules.Invalid("partsOfDay", "part_of_day_unknown", "A part of the day is morning, afternoon or evening.");
    }

    // The same for the same patient and visit type, so that a second request meets the first while it is open. UUIDv8 of a hash.
    private static Guid WishOf(Guid patientId, Guid visitTypeId)
    {
        Span<byte> both = stackalloc byte[32];
        patientId.TryWriteBytes(both, bigEndian: true, out _);
        visitTypeId.TryWriteBytes(both[16..], bigEndian: true, out _);
        var hash = SHA256.HashData(both)[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    internal sealed record Names(string En, string Es);

    private sealed record Row(bool ChartIsOpen, string? NameEn, string? NameEs, bool MayRequest, string[]? Channels, bool PractitionersAreKnown, bool LocationIsKnown);

    internal const string NamesSql = "select name_en as \"En\", name_es as \"Es\" from scheduling.visit_types where id = @VisitTypeId";

    // What patients may book they may also ask for, when no time on offer suits.
    internal const string Sql =
        """
        select patients.chart_is_open(@PatientId) and exists (select from patients.summary p where p.patient_id = @PatientId) as "ChartIsOpen",
               v.name_en as "NameEn", v.name_es as "NameEs", coalesce(v.patients_may_request, false) as "MayRequest", v.channels as "Channels",
               not exists (
                   select
                   from   unnest(@PractitionerIds::uuid[]) asked (id)
                   where  not exists (select from scheduling.resources r where r.id = asked.id and r.kind = 'practitioner' and r.active)) as "PractitionersAreKnown",
               @LocationId::uuid is null or exists (select from scheduling.locations l where l.id = @LocationId and l.active) as "LocationIsKnown"
        from   (select) one
        left join scheduling.visit_types v on v.id = @VisitTypeId and v.active
        """;
}
