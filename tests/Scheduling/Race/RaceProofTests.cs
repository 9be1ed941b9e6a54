using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

/// <summary>The proof of a race sees each promise that is broken, and none where all were kept.</summary>
public sealed class RaceProofTests(App app) : AppTest(app)
{
    [Fact]
    public async Task Where_every_promise_was_kept_there_is_no_fault()
    {
        var (practice, client, agent) = await Entered();
        await Book(practice, client, agent, "09:00");
        var asked = TimeProvider.System.GetUtcNow();
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:00"))).Code);
        client.Refused.Add(new Refusal(practice.Practitioner, practice.At("09:00").ToUniversalTime(), asked, TimeProvider.System.GetUtcNow()));

        Assert.Empty(await RaceProof.Faults(practice.Clinic.Db, [client], default));
    }

    [Fact]
    public async Task An_acknowledged_visit_that_is_gone_or_elsewhere_is_a_fault_and_so_is_one_nobody_knows_of()
    {
        var (practice, client, agent) = await Entered();
        var visit = await Book(practice, client, agent, "09:00");
        client.Booked[visit] = (practice.Practitioner, practice.At("10:00").ToUniversalTime());
        Assert.Contains("is booked at", Assert.Single(await RaceProof.Faults(practice.Clinic.Db, [client], default)));

        client.Booked.Clear();
        Assert.Contains("nobody was told", Assert.Single(await RaceProof.Faults(practice.Clinic.Db, [client], default)));

        client.Cancelled.Add(visit);
        client.Booked[Guid.CreateVersion7()] = (practice.Practitioner, practice.At("11:00").ToUniversalTime());
        var faults = await RaceProof.Faults(practice.Clinic.Db, [client], default);
        Assert.Contains(faults, static f => f.Contains("is not there", StringComparison.Ordinal));
        Assert.Contains(faults, static f => f.Contains("as cancelled and is not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_time_refused_while_nobody_had_it_is_a_fault_and_so_is_a_hold_that_is_left()
    {
        var (practice, client, agent) = await Entered();
        var now = TimeProvider.System.GetUtcNow();
        client.Refused.Add(new Refusal(practice.Practitioner, practice.At("09:00").ToUniversalTime(), now, now));
        Assert.Contains("although nobody had it", Assert.Single(await RaceProof.Faults(practice.Clinic.Db, [client], default)));

        client.Refused.Clear();
        await practice.Hold(agent, practice.At("12:00"));
        Assert.Equal("1 holds are left", Assert.Single(await RaceProof.Faults(practice.Clinic.Db, [client], default)));
    }

    [Fact]
    public async Task A_patient_in_two_places_at_once_is_a_fault()
    {
        var (practice, client, agent) = await Entered();
        var patient = await practice.Clinic.Patient();
        foreach (var practitioner in practice.Practitioners)
        {
            var hold = (await practice.Hold(agent, practice.At("09:00"), patient, practitioner)).Id("holdId");
            client.Booked[(await practice.Book(agent, hold, patient)).Id("appointmentId")] = (practitioner, practice.At("09:00").ToUniversalTime());
        }

        Assert.Equal("1 times a patient has two visits at once", Assert.Single(await RaceProof.Faults(practice.Clinic.Db, [client], default)));
    }

    private async Task<(Practice, RaceClient, Person)> Entered()
    {
        var practice = await (await App.Clinic()).Practice(2);
        var course = new RaceCourse(practice.VisitType, practice.Location, []);
        var client = new RaceClient(practice.Clinic.Visitor().Browser, await practice.Clinic.Patient(), course, new Random(1), TimeProvider.System, static () => Task.CompletedTask);
        return (practice, client, await practice.Clinic.Agent());
    }

    private static async Task<Guid> Book(Practice practice, RaceClient client, Person agent, string time)
    {
        var visit = await practice.Booked(agent, practice.At(time), await practice.Clinic.Patient());
        client.Booked[visit] = (practice.Practitioner, practice.At(time).ToUniversalTime());
        return visit;
    }
}

/// <summary>On a database of its own, since it takes the guard away.</summary>
public sealed class RaceProofWithoutTheGuardTests(App app) : AppTest(app)
{
    [Fact]
    public async Task Visits_that_overlap_are_a_fault()
    {
        var practice = await (await App.Clinic()).Practice();
        await practice.Booked(await practice.Clinic.Agent(), practice.At("09:00"), await practice.Clinic.Patient());
        await App.Database.QueryAsSuperuser<int>("alter table scheduling.appointments drop constraint appointments_never_overlap");
        await practice.Clinic.Db.Execute(
            """
            insert into scheduling.appointments (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, held_by, held_by_kind)
            select gen_random_uuid(), resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, held_by, held_by_kind
            from   scheduling.appointments
            """, null, default);

        Assert.Contains("1 pairs of visits overlap", await RaceProof.Faults(practice.Clinic.Db, [], default));
    }
}
