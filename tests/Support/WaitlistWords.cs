using System.Net;
using System.Text.Json;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using NodaTime;

namespace Frontdesk.Tests.Support;

/// <summary>A Host without a worker: the test is the worker, and jobs run when it says so. One per test class, as its fixture.</summary>
public sealed class WaitlistDesk : IAsyncLifetime
{
    public App App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await App.Start(new Dictionary<string, string?>(StringComparer.Ordinal) { ["FRONTDESK_ROLE"] = "web", ["FRONTDESK_RATE_LIMITS"] = "off" });

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>A practice where it is noon now, whatever the hour of the test, and whose Monday is full.</summary>
    /// <param name="hour">Or this hour.</param>
    /// <param name="clinicHour">By the clinic's own clock, when that is another.</param>
    public async Task<Practice> FullPractice(int practitioners = 1, int hour = 12, int? clinicHour = null)
    {
        var zone = ZoneWhereItIs(hour);
        var practice = await (await App.Clinic(timeZone: ZoneWhereItIs(clinicHour ?? hour))).Practice(practitioners, zone);
        var filler = await practice.Clinic.Patient("Filler Visit");
        await practice.Clinic.Db.Transaction(tx => ClinicSetUp.AddAppointments(tx, [
            .. from practitioner in practice.Practitioners
               from half in Enumerable.Range(0, 20)
               select new AppointmentToAdd(Guid.CreateVersion7(), filler, practitioner, practice.Location, practice.VisitType, practice.At("08:00").AddMinutes(30 * half), "booked")], default), default);
        return practice;
    }

    /// <summary>Runs every job that is due, as one worker would; which ones, in that order.</summary>
    public async Task<IReadOnlyList<Ran>> Works()
    {
        JobQueue queue = App.Service<JobQueue>();
        var runner = App.Service<JobRunner>();
        var ran = new List<Ran>();
        await queue.Tend(default);
        while (await queue.Claim(8, 8, Guid.Empty, [], default) is { Count: > 0 } jobs)
            foreach (var job in jobs)
            {
                await runner.Run(job, static () => false, default);
                ran.Add(new Ran(job.TenantId, job.Kind, job.Payload));
            }
        return ran;
    }

    private static string ZoneWhereItIs(int hour)
    {
        var ahead = (hour - SystemClock.Instance.GetCurrentInstant().InUtc().Hour + 36) % 24 - 12;
        return ahead >= 0 ? $"Etc/GMT-{ahead}" : $"Etc/GMT+{-ahead}";
    }
}

/// <summary>A job that was run.</summary>
public sealed record Ran(Guid Tenant, string Kind, string Payload)
{
    public Guid OfferId => JsonDocument.Parse(Payload).RootElement.GetProperty("offerId").GetGuid();
}

public static class WaitlistWords
{
    /// <summary>Joins for that Monday, and expects to succeed.</summary>
    /// <param name="more">Over what every test has.</param>
    public static async Task<Guid> Waits(this Practice practice, Person who, Guid patient, params (string Name, object? Value)[] more) =>
        (await practice.Joins(who, patient, more)).Id("waitlistId");

    public static async Task<Answer> Joins(this Practice practice, Person who, Guid patient, params (string Name, object? Value)[] more)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["visitTypeId"] = practice.VisitType,
            ["patientId"] = patient,
            ["from"] = practice.Monday.ToString("yyyy-MM-dd", null),
            ["until"] = practice.Monday.ToString("yyyy-MM-dd", null),
        };
        foreach (var (name, value) in more)
            body[name] = value;
        await Practice.Open(who, patient);
        return await who.Post("scheduling/waitlist", body);
    }

    /// <summary>Somebody cancels: the time is an opening.</summary>
    public static async Task Frees(this Practice practice, Person agent, string time, Guid? practitioner = null)
    {
        var visit = await practice.Clinic.Db.QueryOne<(Guid Id, Guid Patient)>(
            "select id, patient_id from scheduling.appointments where resource_id = @Practitioner and starts_at = @At and status = 'booked'",
            new { Practitioner = practitioner ?? practice.Practitioner, At = practice.At(time).ToUniversalTime() }, default);
        await Practice.Open(agent, visit.Patient);
        var answer = await agent.Post($"scheduling/appointments/{visit.Id}/cancel", new { reason = "called" });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    /// <summary>The offers of an entry, in the order they were made: state and start by the clinic's clock.</summary>
    public static async Task<IReadOnlyList<string>> Offers(this Practice practice, Guid entry) =>
        [.. (await practice.Clinic.Db.Query<(string State, DateTimeOffset StartsAt)>("select state, starts_at from scheduling.offers where waitlist_id = @entry order by id", new { entry }, default))
            .Select(o => $"{o.State} {Instant.FromDateTimeOffset(o.StartsAt).InZone(practice.Zone):HH:mm}")];

    /// <summary>The one open offer of an entry.</summary>
    public static async Task<Guid> OpenOffer(this Practice practice, Guid entry) =>
        Assert.Single(await practice.Clinic.Db.Query<Guid>("select id from scheduling.offers where waitlist_id = @entry and state = 'open'", new { entry }, default));

    public static Task<string?> State(this Practice practice, Guid entry) =>
        practice.Clinic.Db.QueryOne<string>("select state from scheduling.waitlist where id = @entry", new { entry }, default);

    /// <summary>Lets the time to answer of all open offers be over, and what was to be done then be due.</summary>
    public static Task HalfAnHourPasses(this Practice practice) => practice.Clinic.Db.Transaction(async tx =>
    {
        await tx.Execute("update scheduling.appointments a set expires_at = now() + interval '2 minutes' from scheduling.offers o where o.id = a.id and o.state = 'open'", null, default);
        await tx.Execute("update scheduling.offers set expires_at = now() where state = 'open'", null, default);
        await tx.Execute("update platform.jobs set run_at = now() where kind = 'scheduling.ExpireOffer'", null, default);
    }, default);
}
