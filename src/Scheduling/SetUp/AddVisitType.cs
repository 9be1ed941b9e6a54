using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>
/// Adds a kind of visit that can be booked. A category no room has yet, or a skill nobody has, is no fault: they may come later, and until then nothing is on offer
/// and <see cref="ShowSetUp"/> warns of it. 409 <c>name_taken</c>.
/// </summary>
internal static class AddVisitType
{
    /// <param name="Minutes">5 to 480, elapsed.</param>
    /// <param name="BufferBefore">Minutes kept free before the visit, 0 to 120.</param>
    /// <param name="BufferAfter">Minutes kept free after it, 0 to 120.</param>
    /// <param name="Every">Visits start every so many minutes from the start of a block of hours, 5 to 480; as long as the visit if left out.</param>
    /// <param name="PatientsNotice">Minutes before the start until when patients may book, at most 30 days.</param>
    /// <param name="PatientsAhead">Days before the start from when on patients may book, 1 to 366.</param>
    /// <param name="Channels"><c>in-person</c>, <c>video</c>, <c>phone</c>; in person, if left out. The first is what is booked when nobody says.</param>
    /// <param name="OpenTo">Of the patients who may book it themselves: <c>everyone</c>, <c>new</c> or <c>established</c>.</param>
    /// <param name="PatientsMayRequest">What patients may not book they may ask for.</param>
    /// <param name="NeedsRoom">Category of a room taken with the visit when it is in person.</param>
    /// <param name="NeedsEquipment">Likewise, of equipment.</param>
    /// <param name="NeedsSkill">Of the practitioner.</param>
    /// <param name="Capacity">Patients at once, 1 to 50; more than one is a group visit.</param>
    /// <param name="Reminders">Minutes before the start, 15 to 43,200, at most 5; one a day before, if left out.</param>
    /// <param name="EveryPractitioner">False: only those do it who say so, see <see cref="AddPractitioner.OwnVisit"/>.</param>
    /// <param name="Active">False: it can be booked no more; what is booked stays.</param>
    public sealed record Request(
        string NameEn,
        string NameEs,
        int Minutes,
        int BufferBefore = 0,
        int BufferAfter = 0,
        int? Every = null,
        bool PatientsMayBook = false,
        int PatientsNotice = 0,
        int PatientsAhead = 90,
        [property: StringLength(2000)] string? InstructionsEn = null,
        [property: StringLength(2000)] string? InstructionsEs = null,
        [property: MaxLength(3)] IReadOnlyList<string>? Channels = null,
        string OpenTo = "everyone",
        bool PatientsMayRequest = true,
        string? NeedsRoom = null,
        string? NeedsEquipment = null,
        string? NeedsSkill = null,
        int Capacity = 1,
        [property: MaxLength(5)] IReadOnlyList<int>? Reminders = null,
        bool EveryPractitioner = true,
        bool Active = true);

    public sealed record Response(Guid VisitTypeId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/visit-types", Handle)
        .WithName(nameof(AddVisitType))
        .Requires<SetUpSchedule>()
        .Audited("visit_type.added")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var args = Arguments(id, request);
        try
        {
            await db.Execute(Sql, args, ct);
        }
        catch (PostgresException e) when (e.ConstraintName == "visit_type_name_is_taken")
        {
            return NameTaken();
        }
        return TypedResults.Created($"/api/v1/scheduling/visit-types/{id}", new Response(id));
    }

    internal static ProblemHttpResult NameTaken() => Problems.Conflict("name_taken", "There is a visit type of this name.");

    /// <exception cref="ProblemException">Names the first field that cannot be, and the rule.</exception>
    internal static object Arguments(Guid id, Request request)
    {
        SetUpFields.Within("minutes", request.Minutes, 5, 480, "minutes_out_of_range", "A visit lasts");
        SetUpFields.Within("bufferBefore", request.BufferBefore, 0, 120, "buffer_out_of_range", "Minutes kept free before the visit are");
        SetUpFields.Within("bufferAfter", request.BufferAfter, 0, 120, "buffer_out_of_range", "Minutes kept free after the visit are");
        SetUpFields.Within("every", request.Every ?? request.Minutes, 5, 480, "every_out_of_range", "Visits start every");
        SetUpFields.Within("patientsNotice", request.PatientsNotice, 0, 43_200, "notice_out_of_range", "The notice in minutes is");
        SetUpFields.Within("patientsAhead", request.PatientsAhead, 1, 366, "ahead_out_of_range", "Days ahead are");
        SetUpFields.Within("capacity", request.Capacity, 1, 50, "capacity_out_of_range", "Patients at once are");
        if (request.PatientsNotice >= request.PatientsAhead * 1440)
            throw ClinicRules.Invalid("patientsNotice", "notice_beyond_ahead", "Patients could never book it: the notice is as long as they may look ahead.");
        var channels = (request.Channels ?? ["in-person"]).Distinct(StringComparer.Ordinal).ToArray();
        if (channels.Length == 0)
            throw ClinicRules.Invalid("channels", "channel_required", "Say how the visit is held: in-person, video or phone.");
        if (channels.Any(static c => c is not ("in-person" or "video" or "phone")))
            throw ClinicRules.Invalid("channels", "channel_unknown", "A visit is held in-person, by video or by phone.");
        if (request.OpenTo is not ("everyone" or "new" or "established"))
            throw ClinicRules.Invalid("openTo", "open_to_unknown", "It is open to everyone, new or established patients.");
        var reminders = (request.Reminders ?? [1440]).Distinct().OrderDescending().ToArray();
        if (reminders.Any(static minutes => minutes is < 15 or > 43_200))
            throw ClinicRules.Invalid("reminders", "reminder_out_of_range", "Patients are reminded 15 minutes to 30 days before.");
        return new
        {
            Id = id,
            NameEn = SetUpFields.Name("nameEn", request.NameEn),
            NameEs = SetUpFields.Name("nameEs", request.NameEs),
            request.Minutes,
            request.BufferBefore,
            request.BufferAfter,
            Every = request.Every ?? request.Minutes,
            request.PatientsMayBook,
            request.PatientsNotice,
            request.PatientsAhead,
            InstructionsEn = request.InstructionsEn?.Trim() ?? "",
            InstructionsEs = request.InstructionsEs?.Trim() ?? "",
            Channels = channels,
            request.OpenTo,
            request.PatientsMayRequest,
            NeedsRoom = SetUpFields.WordIfAny("needsRoom", request.NeedsRoom),
            NeedsEquipment = SetUpFields.WordIfAny("needsEquipment", request.NeedsEquipment),
            NeedsSkill = SetUpFields.WordIfAny("needsSkill", request.NeedsSkill),
            request.Capacity,
            Reminders = reminders,
            request.EveryPractitioner,
            request.Active,
        };
    }

    internal const string Sql =
        """
        insert into scheduling.visit_types
            (id, name_en, name_es, minutes, buffer_before, buffer_after, every, patients_may_book, patients_notice, patients_ahead, instructions_en, instructions_es,
             channels, open_to, patients_may_request, needs_room, needs_equipment, needs_skill, capacity, reminders, every_practitioner, active)
        values (@Id, @NameEn, @NameEs, @Minutes, @BufferBefore, @BufferAfter, @Every, @PatientsMayBook, @PatientsNotice, @PatientsAhead, @InstructionsEn, @InstructionsEs,
                @Channels, @OpenTo, @PatientsMayRequest, @NeedsRoom, @NeedsEquipment, @NeedsSkill, @Capacity, @Reminders, @EveryPractitioner, @Active)
        """;
}
