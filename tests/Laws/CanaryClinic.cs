using Frontdesk.Tests.Support;
using Frontdesk.Worklist;

namespace Frontdesk.Tests.Laws;

/// <summary>Ids, names and numbers to call another clinic's routes with.</summary>
internal sealed record Bait(
    string Email, string Phone, string BirthDate, Guid Patient, Guid Challenge, Guid Location, Guid Practitioner, Guid VisitType, Guid Hold, Guid Appointment, Guid Call, string CallSid, string Day, DateTimeOffset FreeTime)
{
    /// <summary>The secret of a practitioner's calendar feed.</summary>
    public string FeedToken { get; init; } = new('A', 43);

    /// <summary>A calendar elsewhere that busy times come from.</summary>
    public Guid Calendar { get; init; } = Guid.CreateVersion7();

    public Guid Room { get; init; } = Guid.CreateVersion7();

    public Guid Holiday { get; init; } = Guid.CreateVersion7();

    /// <summary>When a practitioner is away.</summary>
    public Guid Exception { get; init; } = Guid.CreateVersion7();

    /// <summary>Something that waits for a person.</summary>
    public Guid WorkItem { get; init; } = Guid.CreateVersion7();

    /// <summary>Somebody who waits.</summary>
    public Guid WaitlistEntry { get; init; } = Guid.CreateVersion7();

    /// <summary>What is offered to them.</summary>
    public Guid Offer { get; init; } = Guid.CreateVersion7();

    /// <summary>Visits that were booked together.</summary>
    public Guid Series { get; init; } = Guid.CreateVersion7();

    /// <summary>Of the same shape, but nobody's.</summary>
    public static Bait OfNobody(Practice practice) => new(
        "nobody@clinic.example", "+13125550199", "1980-02-29", Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(),
        Guid.CreateVersion7(), Guid.CreateVersion7(), "CA" + new string('0', 32), practice.Monday.ToString("yyyy-MM-dd", null), practice.At("09:00"));
}

/// <summary>A clinic in which every word that could show carries a mark.</summary>
internal sealed record CanaryClinic(Clinic Clinic, Bait Bait)
{
    internal const string Mark = "zzcanary";

    public static async Task<CanaryClinic> Open(App app)
    {
        var clinic = await app.Clinic(Mark + " Clinic");
        var agent = await clinic.Agent();
        var practice = await clinic.Practice();
        await clinic.Db.Execute(
            $"""
             update platform.staff_accounts set email = '{Mark}@clinic.example', name = '{Mark} Agent';
             update scheduling.locations set name = '{Mark} Street';
             update scheduling.resources set name = 'Dr. {Mark}';
             update scheduling.visit_types set name_en = '{Mark} visit', name_es = '{Mark} visita'
             """, null, default);
        var patient = (await agent.Post("patients", new
        {
            givenName = Mark,
            familyName = Mark,
            birthDate = "1980-02-29",
            sex = "female",
            phones = new[] { new { number = "+13125550142", use = "mobile", owner = "self", mayText = true } },
        })).Id("patientId");
        var appointment = await practice.Booked(agent, practice.At("10:00"), patient);
        var hold = (await practice.Hold(agent, practice.At("11:00"), patient)).Id("holdId");
        var challenge = (await clinic.Visitor().Post("patients/sign-in", new { phone = "+13125550142" })).Id("challengeId");
        var call = Guid.CreateVersion7();
        var sid = "CA" + new string('7', 32);
        await clinic.Db.Execute("insert into callcenter.calls (id, sid, from_e164, state, queued_at) values (@call, @sid, '+13125550142', 'queued', now())", new { call, sid }, default);
        var feed = (await (await clinic.Admin()).Post($"scheduling/practitioners/{practice.Practitioner}/calendar-feed")).Body.GetProperty("address").GetString()!;
        var calendar = Guid.CreateVersion7();
        await clinic.Db.Execute(
            $"""
             insert into scheduling.calendar_subscriptions (id, resource_id, name, address, host, fetched_at, read_at)
             values (@calendar, @Practitioner, '{Mark}', 'https://{Mark}.example/{Mark}.ics', '{Mark}.example', now(), now())
             """, new { calendar, practice.Practitioner }, default);
        var (room, holiday, exception) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await clinic.Db.Execute(
            $"""
             with room as (insert into scheduling.resources (id, kind, name, category) values (@room, 'room', '{Mark} room', '{Mark}')),
             place as (insert into scheduling.resource_locations (resource_id, location_id) values (@room, @Location)),
             holiday as (insert into scheduling.holidays (id, day, name) values (@holiday, '2030-01-01', '{Mark} day'))
             insert into scheduling.exceptions (id, resource_id, kind, starts, ends, note)
             values (@exception, @Practitioner, 'away', '2030-01-02', '2030-01-03', '{Mark}')
             """, new { room, holiday, exception, practice.Location, practice.Practitioner }, default);
        var item = (await clinic.Db.Transaction(tx => WorkItems.Add(tx,
            new WorkItem(WorkItemKind.VisitRequest, Guid.CreateVersion7(), practice.At("17:00"), new { note = $"{Mark} again" }, patient, Language: Mark), default), default))!.Value;
        Guid entry = Guid.CreateVersion7(), offer = Guid.CreateVersion7();
        await clinic.Db.Execute(
            $"""
             insert into scheduling.waitlist (id, patient_id, visit_type_id, from_day, until_day, reason)
             values (@entry, @patient, @VisitType, current_date, current_date + 30, '{Mark}');
             insert into scheduling.offers (id, waitlist_id, patient_id, resource_id, location_id, starts_at, because, expires_at)
             values (@offer, @entry, @patient, @Practitioner, @Location, @StartsAt, @Because::jsonb, now() + interval '1 day')
             """,
            new { entry, offer, patient, practice.VisitType, practice.Practitioner, practice.Location, StartsAt = practice.At("14:00").ToUniversalTime(), Because = """{"urgency":"routine","waitedMinutes":0,"passedOver":0}""" }, default);
        var series = Guid.CreateVersion7();
        await clinic.Db.Execute(
            """
            with series as (insert into scheduling.series (id, patient_id, visit_type_id, every_weeks) values (@series, @patient, @VisitType, 1))
            update scheduling.appointments set series_id = @series where id = @appointment
            """, new { series, patient, practice.VisitType, appointment }, default);
        return new CanaryClinic(clinic, new Bait($"{Mark}@clinic.example", "+13125550142", "1980-02-29", patient, challenge, practice.Location, practice.Practitioner, practice.VisitType, hold, appointment, call, sid,
            practice.Monday.ToString("yyyy-MM-dd", null), practice.At("09:00"))
        {
            FeedToken = feed[(feed.IndexOf('=', StringComparison.Ordinal) + 1)..],
            Calendar = calendar,
            WorkItem = item,
            Room = room,
            Holiday = holiday,
            Exception = exception,
            WaitlistEntry = entry,
            Offer = offer,
            Series = series,
        });
    }
}
