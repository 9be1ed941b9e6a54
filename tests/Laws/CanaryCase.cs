namespace Frontdesk.Tests.Laws;

/// <summary>How a route is called with somebody else's ids. A new route gets its line here; without one the build is red.</summary>
/// <param name="PathId">What goes into the path.</param>
/// <param name="Streams">Whether the answer never ends.</param>
internal sealed record CanaryCase(Func<Bait, Guid> PathId, Func<Bait, string> Query, Func<Bait, object?> Body, bool Streams = false)
{
    private static CanaryCase Plain { get; } = new(static _ => Guid.Empty, static _ => "", static _ => null);

    private static CanaryCase At(Func<Bait, Guid> id) => Plain with { PathId = id };

    private static CanaryCase Asking(Func<Bait, string> query) => Plain with { Query = query };

    private static CanaryCase With(Func<Bait, object> body) => Plain with { Body = body };

    private CanaryCase And(Func<Bait, object> body) => this with { Body = body };

    private static object Details(Bait b) => new { givenName = "Ana", familyName = "Ruiz", birthDate = b.BirthDate, sex = "female" };

    internal static readonly IReadOnlyDictionary<string, CanaryCase> All = new Dictionary<string, CanaryCase>(StringComparer.Ordinal)
    {
        // identity
        ["ShowClinic"] = Plain,
        ["SignInStaff"] = With(static b => new { email = b.Email, password = "not this one at all", code = "000000" }),
        ["ShowSession"] = Plain,
        ["SignOut"] = Plain,
        ["ChangePassword"] = With(static _ => new { current = "not this one at all", password = "quiet harbour lantern" }),
        // live
        ["FollowChanges"] = Plain with { Streams = true },
        // patients
        ["StartSignIn"] = With(static b => new { phone = b.Phone }),
        ["FinishSignIn"] = At(static b => b.Challenge).And(static b => new { code = "123456", birthDate = b.BirthDate }),
        ["FindPatients"] = With(static b => new { query = b.Phone }),
        ["RegisterPatient"] = With(Details),
        ["ChangePatient"] = At(static b => b.Patient).And(static b => new { details = Details(b), version = 1 }),
        ["ShowPatient"] = At(static b => b.Patient),
        ["OpenChart"] = At(static b => b.Patient).And(static _ => new { reason = "the caller asked about a bill" }),
        ["ShowHousehold"] = At(static b => b.Patient),
        ["ShowMyself"] = Plain,
        ["ShowMyAccessLog"] = Plain,
        // scheduling
        ["ListLocations"] = Plain,
        ["ListPractitioners"] = Plain,
        ["ListVisitTypes"] = Plain,
        ["AddLocation"] = With(static b => new { name = $"Site {b.Patient}", timeZone = "America/Chicago" }),
        ["AddPractitioner"] = With(static b => new { name = "Dr. Ruiz", languages = new[] { "en" }, locationIds = new[] { b.Location } }),
        ["AddVisitType"] = With(static b => new { nameEn = $"Visit {b.Patient}", nameEs = "Visita", minutes = 30 }),
        ["SetWeeklyHours"] = At(static b => b.Practitioner).And(static b => new { hours = new[] { new { locationId = b.Location, weekday = 1, starts = "08:00", ends = "12:00" } } }),
        ["AddException"] = At(static b => b.Practitioner).And(static b => new { kind = "away", starts = "2030-01-07T09:00:00", ends = "2030-01-07T10:00:00", locationId = b.Location }),
        ["FindTimes"] = Asking(static b => $"?visitTypeId={b.VisitType}&practitionerId={b.Practitioner}&locationId={b.Location}&from={b.Day}&to={b.Day}"),
        ["HoldTime"] = With(static b => new { visitTypeId = b.VisitType, practitionerId = b.Practitioner, locationId = b.Location, startsAt = b.FreeTime, patientId = b.Patient }),
        ["ReleaseHold"] = At(static b => b.Hold),
        ["BookAppointment"] = With(static b => new { holdId = b.Hold, patientId = b.Patient }),
        ["CancelAppointment"] = At(static b => b.Appointment).And(static _ => new { reason = "asked by the patient" }),
        ["ListAppointments"] = Asking(static b => $"?from={b.Day}&to={b.Day}&practitionerId={b.Practitioner}"),
        ["ListPatientAppointments"] = At(static b => b.Patient),
    };
}
