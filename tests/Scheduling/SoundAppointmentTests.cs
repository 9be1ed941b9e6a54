using Frontdesk.Tests.Support;
using Npgsql;

namespace Frontdesk.Tests.Scheduling;

/// <summary>The rules of an appointment's row hold whatever writes it, and each is named by its error.</summary>
public sealed class SoundAppointmentTests(App app) : AppTest(app)
{
    [Theory]
    [InlineData("appointment_status_is_known", "status = 'gone'")]
    [InlineData("appointment_channel_is_known", "channel = 'letter'")]
    [InlineData("appointment_ends_after_it_starts", "ends_at = starts_at")]
    [InlineData("appointment_buffers_lie_around_it", "busy_from = starts_at + interval '1 minute'")]
    [InlineData("appointment_occupies_at_most_a_day", "busy_until = busy_from + interval '25 hours'")]
    [InlineData("hold_expires", "expires_at = now()")]
    [InlineData("appointment_has_a_patient", "patient_id = null")]
    [InlineData("appointment_cancelation_reason_needs_a_cancelation", "cancelation_reason = 'patient'")]
    [InlineData("appointment_has_a_seat", "seat = 51")]
    [InlineData("overbooked_visit_says_why", "overbooked = true")]
    public async Task A_row_that_breaks_a_rule_is_refused_by_its_name(string rule, string change)
    {
        var practice = await (await App.Clinic()).Practice();
        await practice.Booked(await practice.Clinic.Agent(), practice.At("09:00"), await practice.Clinic.Patient());

        var refused = await Assert.ThrowsAsync<PostgresException>(() => practice.Clinic.Db.Execute($"update scheduling.appointments set {change}", null, TestContext.Current.CancellationToken));

        Assert.Equal((PostgresErrorCodes.CheckViolation, rule), (refused.SqlState, refused.ConstraintName));
        Assert.Equal(["booked"], await practice.Clinic.Db.Query<string>("select status from scheduling.appointments", null, TestContext.Current.CancellationToken));
    }
}
