using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using NodaTime;

namespace Frontdesk.Bench;

/// <summary>
/// Holds and books, every request another free time, so that each 409 is a false conflict. Two rows, because both have a price:
/// first times are held for as long as the row lasts, then those holds are booked.
/// </summary>
internal sealed class Booking(Stage stage, BenchOptions options)
{
    private sealed record Booked(DateTimeOffset StartsAt, string TimeZone, Guid[] Audience);

    private readonly ConcurrentQueue<(SignedIn Clinic, Guid Hold)> _overHttp = new();
    private readonly ConcurrentQueue<(SignedIn Clinic, Guid Hold)> _floor = new();
    private readonly ConcurrentDictionary<int, Guid> _versions = new();
    private readonly LocalDate[] _days = FreeDays();
    private int _taken;

    public Row HoldRow()
    {
        var doors = Doors.Of(stage, "time.held");
        return new Row("hold", "hold a time", new Budget(2000, 0.8),
            async (http, _, ct) =>
            {
                var (clinic, practitioner, startsAt) = NextTime();
                var body = JsonSerializer.Serialize(new { visitTypeId = Bulk.Id(Bulk.Kind.VisitType, clinic.Number, 0), practitionerId = practitioner, locationId = Bulk.Id(Bulk.Kind.Location, clinic.Number, 0), startsAt });
                await http.Send(HttpConnection.Request("POST", "/api/v1/scheduling/holds", clinic.HostName(stage.Host.Port), clinic.Cookie, body), ct);
                if (http.Status != 201)
                    return http.Status == 409 ? Result.FalseConflict : Result.Wrong;
                _overHttp.Enqueue((clinic, IdIn(http.Body.Span, "\"holdId\":\""u8)));
                return Result.Right;
            },
            async (_, ct) =>
            {
                var (clinic, practitioner, startsAt) = NextTime();
                var db = doors[clinic.Number];
                if (!_versions.TryGetValue(clinic.Number, out var version))
                    _versions[clinic.Number] = version = await db.QueryOne<Guid>(ClinicRulesCache.VersionSql, null, ct);
                var endsAt = startsAt.AddMinutes(20);
                var held = await db.QueryOne<TakeTime.Row>(TakeTime.Sql, new
                {
                    Id = Guid.CreateVersion7(),
                    RulesVersion = version,
                    VisitTypeId = Bulk.Id(Bulk.Kind.VisitType, clinic.Number, 0),
                    PractitionerId = practitioner,
                    LocationId = Bulk.Id(Bulk.Kind.Location, clinic.Number, 0),
                    PatientId = (Guid?)null,
                    StartsAt = startsAt,
                    EndsAt = endsAt,
                    BusyFrom = startsAt,
                    BusyUntil = endsAt,
                    Channel = "in-person",
                    Seconds = 300,
                    HeldBy = db.Actor.Id,
                    HeldByKind = "staff",
                }, ct);
                if (held?.ExpiresAt is null)
                    return Result.FalseConflict;
                _floor.Enqueue((clinic, held.Id));
                return Result.Right;
            });
    }

    public Row BookRow()
    {
        var doors = Doors.Of(stage, "appointment.booked");
        var next = 0;
        return new Row("book", "book what was held", new Budget(2000, 0.8),
            async (http, _, ct) =>
            {
                if (!_overHttp.TryDequeue(out var held))
                    return Result.Exhausted;
                var patient = Patient(held.Clinic, Interlocked.Increment(ref next));
                await http.Send(HttpConnection.Request("POST", "/api/v1/scheduling/appointments", held.Clinic.HostName(stage.Host.Port), held.Clinic.Cookie,
                    JsonSerializer.Serialize(new { holdId = held.Hold, patientId = patient, reason = "Follow-up" })), ct);
                return http.Status switch { 201 => Result.Right, 409 => Result.FalseConflict, _ => Result.Wrong };
            },
            async (_, ct) =>
            {
                if (!_floor.TryDequeue(out var held))
                    return Result.Exhausted;
                var db = doors[held.Clinic.Number];
                var booked = await db.QueryOne<Booked>(BookAppointment.Sql, new { HoldId = held.Hold, PatientId = Patient(held.Clinic, Interlocked.Increment(ref next)), Reason = "Follow-up", ActorId = db.Actor.Id }, ct);
                return booked is null ? Result.FalseConflict : Result.Right;
            });
    }

    private Guid Patient(SignedIn clinic, int n) => Bulk.Id(Bulk.Kind.Patient, clinic.Number, 1 + (n % options.Patients));

    private (SignedIn Clinic, Guid Practitioner, DateTimeOffset StartsAt) NextTime()
    {
        var n = Interlocked.Increment(ref _taken);
        var clinic = stage.Clinics[n % stage.Clinics.Length];
        n /= stage.Clinics.Length;
        var practitioner = Bulk.Id(Bulk.Kind.Practitioner, clinic.Number, 1 + (n % Bulk.Practitioners));
        n /= Bulk.Practitioners;
        if (n / Bulk.SlotsADay >= _days.Length)
            throw new BenchFault("The clinics have no free time left: raise --tenants or lower --seconds.");
        var local = _days[n / Bulk.SlotsADay].At(new LocalTime(9, 0)).PlusMinutes(20 * (n % Bulk.SlotsADay));
        return (clinic, practitioner, local.InZoneStrictly(DateTimeZoneProviders.Tzdb[Bulk.TimeZone]).ToInstant().ToDateTimeOffset());
    }

    private static LocalDate[] FreeDays()
    {
        var first = LocalDate.FromDateOnly(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)).PlusDays(Bulk.DaysBooked + 2);
        return [.. Enumerable.Range(0, 700).Select(first.PlusDays).Where(static day => day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))];
    }

    private static Guid IdIn(ReadOnlySpan<byte> json, ReadOnlySpan<byte> before) => Guid.Parse(Encoding.ASCII.GetString(json.Slice(json.IndexOf(before) + before.Length, 36)));
}
