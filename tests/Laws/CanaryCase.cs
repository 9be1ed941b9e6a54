namespace Frontdesk.Tests.Laws;

/// <summary>How a route is called with somebody else's ids. A new route gets its line here; without one the build is red.</summary>
/// <param name="PathId">What goes into the path.</param>
/// <param name="Streams">Whether the answer never ends.</param>
/// <param name="Once">Whether a second call is another matter, and the route takes no ids anyway.</param>
/// <param name="Form">The parameters of a vendor's signed webhook, in place of a body.</param>
internal sealed record CanaryCase(Func<Bait, Guid> PathId, Func<Bait, string> Query, Func<Bait, object?> Body, Func<Bait, Dictionary<string, string>>? Form = null, bool Streams = false, bool Once = false)
{
    private static CanaryCase Plain { get; } = new(static _ => Guid.Empty, static _ => "", static _ => null);

    private static CanaryCase At(Func<Bait, Guid> id) => Plain with { PathId = id };

    private static CanaryCase Asking(Func<Bait, string> query) => Plain with { Query = query };

    private static CanaryCase With(Func<Bait, object> body) => Plain with { Body = body };

    private static CanaryCase Webhook(Func<Bait, Dictionary<string, string>> form) => Plain with { Form = form };

    private static Dictionary<string, string> Call(Bait b, string status) => new(StringComparer.Ordinal)
    {
        ["CallSid"] = b.CallSid,
        ["ParentCallSid"] = b.CallSid,
        ["From"] = b.Phone,
        ["To"] = "+13125550100",
        ["CallStatus"] = status,
        ["Direction"] = "inbound",
        ["SequenceNumber"] = "9",
        ["QueueResult"] = "hangup",
        ["DialCallStatus"] = "completed",
        ["DialCallSid"] = b.CallSid,
    };

    private CanaryCase And(Func<Bait, object> body) => this with { Body = body };

    private static object Details(Bait b) => new { givenName = "Ana", familyName = "Ruiz", birthDate = b.BirthDate, sex = "female" };

    internal static readonly IReadOnlyDictionary<string, CanaryCase> All = new Dictionary<string, CanaryCase>(StringComparer.Ordinal)
    {
        // identity
        ["ShowClinic"] = Plain,
        ["SignInStaff"] = With(static b => new { email = b.Email, password = "not this one at all", code = "000000" }),
        ["ShowSession"] = Plain,
        ["SignOut"] = Plain with { Once = true },
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
        ["ShowSetUp"] = Plain,
        ["ChangeLocation"] = At(static b => b.Location).And(static b => new { name = $"Site {b.Room}", active = true }),
        ["SetLocationHours"] = At(static b => b.Location).And(static _ => new { hours = new[] { new { weekday = 1, starts = "08:00", ends = "12:00" } } }),
        ["AddHoliday"] = With(static b => new { day = "2030-01-01", name = "New Year", locationId = b.Location }),
        ["RemoveHoliday"] = At(static b => b.Holiday),
        ["ChangePractitioner"] = At(static b => b.Practitioner).And(static b => new { name = "Dr. Ruiz", languages = new[] { "en" }, locationIds = new[] { b.Location }, active = true, visitTypes = new[] { new { visitTypeId = b.VisitType } } }),
        ["RemoveException"] = At(static b => b.Exception),
        ["AddRoom"] = With(static b => new { name = "Room 1", kind = "room", category = "exam", locationId = b.Location }),
        ["ChangeRoom"] = At(static b => b.Room).And(static _ => new { name = "Room 1", category = "exam", active = true }),
        ["AddRoomException"] = At(static b => b.Room).And(static _ => new { kind = "away", starts = "2030-01-07T09:00:00", ends = "2030-01-07T10:00:00" }),
        ["ChangeVisitType"] = At(static b => b.VisitType).And(static b => new { nameEn = $"Visit {b.Room}", nameEs = "Visita", minutes = 30 }),
        ["RequestVisit"] = With(static b => new { visitTypeId = b.VisitType, patientId = b.Patient, practitionerIds = new[] { b.Practitioner }, locationId = b.Location }),
        ["ListMyRequests"] = Plain,
        ["FindTimes"] = Asking(static b => $"?visitTypeId={b.VisitType}&practitionerId={b.Practitioner}&locationId={b.Location}&from={b.Day}&to={b.Day}"),
        ["HoldTime"] = With(static b => new { visitTypeId = b.VisitType, practitionerId = b.Practitioner, locationId = b.Location, startsAt = b.FreeTime, patientId = b.Patient }),
        ["ReleaseHold"] = At(static b => b.Hold),
        ["BookAppointment"] = With(static b => new { holdId = b.Hold, patientId = b.Patient }),
        ["MoveAppointment"] = At(static b => b.Appointment).And(static b => new { holdId = b.Hold }),
        ["SetAppointmentStatus"] = At(static b => b.Appointment).And(static _ => new { status = "arrived" }),
        ["Overbook"] = With(static b => new { visitTypeId = b.VisitType, practitionerId = b.Practitioner, locationId = b.Location, patientId = b.Patient, startsAt = b.FreeTime, why = "urgent" }),
        ["ExplainTime"] = Asking(static b => $"?visitTypeId={b.VisitType}&practitionerId={b.Practitioner}&locationId={b.Location}&at={b.Day}T09:00"),
        ["CancelAppointment"] = At(static b => b.Appointment).And(static _ => new { reason = "asked by the patient" }),
        ["CheckSeries"] = With(static b => new { visitTypeId = b.VisitType, practitionerId = b.Practitioner, locationId = b.Location, startsAt = b.FreeTime, count = 2, everyWeeks = 1 }),
        ["BookWholeSeries"] = With(static b => new { patientId = b.Patient, visitTypeId = b.VisitType, practitionerId = b.Practitioner, locationId = b.Location, startsAts = new[] { b.FreeTime, b.FreeTime.AddDays(7) }, everyWeeks = 1 }),
        ["CancelSeries"] = At(static b => b.Series).And(static _ => new { reason = "asked by the patient" }),
        ["ConfirmAppointment"] = At(static b => b.Appointment),
        ["ListAppointments"] = Asking(static b => $"?from={b.Day}&to={b.Day}&practitionerId={b.Practitioner}"),
        ["ListPatientAppointments"] = At(static b => b.Patient),
        ["AddToWaitlist"] = With(static b => new { visitTypeId = b.VisitType, patientId = b.Patient, appointmentId = b.Appointment, practitionerIds = new[] { b.Practitioner }, locationIds = new[] { b.Location } }),
        ["LeaveWaitlist"] = At(static b => b.WaitlistEntry),
        ["SetUrgency"] = At(static b => b.WaitlistEntry).And(static _ => new { urgency = "urgent" }),
        ["ListWaitlist"] = Plain,
        ["ListPatientWaitlist"] = At(static b => b.Patient),
        ["AcceptOffer"] = At(static b => b.Offer),
        ["DeclineOffer"] = At(static b => b.Offer),
        ["WithdrawOffer"] = At(static b => b.Offer),
        ["MakeCalendarFeed"] = At(static b => b.Practitioner),
        ["ReadCalendarFeed"] = Asking(static b => $"?token={b.FeedToken}"),
        ["ListCalendars"] = At(static b => b.Practitioner),
        ["SubscribeCalendar"] = At(static b => b.Practitioner).And(static _ => new { name = "Elsewhere", address = "https://127.0.0.1/calendar.ics" }),
        ["RefreshCalendar"] = At(static b => b.Calendar),
        ["UnsubscribeCalendar"] = At(static b => b.Calendar),
        ["RevokeCalendarFeed"] = At(static b => b.Practitioner),
        // worklist
        ["ListItems"] = Asking(static _ => "?kind=visit_request"),
        ["CountItems"] = Plain,
        ["TakeItem"] = At(static b => b.WorkItem),
        ["ReleaseItem"] = At(static b => b.WorkItem),
        ["CloseItem"] = At(static b => b.WorkItem).And(static _ => new { outcome = "declined", note = "a wrong number" }),
        // messaging
        ["ReceiveText"] = Webhook(static b => new(StringComparer.Ordinal) { ["MessageSid"] = b.CallSid, ["From"] = b.Phone, ["To"] = "+13125550100", ["Body"] = "X" }),
        ["FollowDelivery"] = Webhook(static b => new(StringComparer.Ordinal) { ["MessageSid"] = b.CallSid, ["MessageStatus"] = "delivered" }),
        // callcenter
        ["AnswerVoice"] = Webhook(static b => Call(b, "ringing")),
        ["PlayWait"] = Webhook(static b => Call(b, "in-progress")),
        ["LeaveQueue"] = Webhook(static b => Call(b, "completed")),
        ["EndDial"] = Webhook(static b => Call(b, "in-progress")),
        ["FollowCall"] = Webhook(static b => Call(b, "completed")),
        ["ShowDesk"] = Plain,
        ["ShowCall"] = At(static b => b.Call),
        ["SetAgentState"] = With(static _ => new { state = "away", reason = "lunch" }),
        ["RenewAgentLease"] = Plain,
        ["AnswerCall"] = At(static b => b.Call),
        ["DeclineCall"] = At(static b => b.Call),
        ["HoldCall"] = At(static b => b.Call),
        ["ResumeCall"] = At(static b => b.Call),
        ["HangUpCall"] = At(static b => b.Call),
        ["VerifyCaller"] = At(static b => b.Call).And(static b => new { patientId = b.Patient, birthDate = b.BirthDate, secondKind = "full_name", secondValue = "Ana Ruiz" }),
        ["WriteUpCall"] = At(static b => b.Call).And(static _ => new { disposition = "other", note = "nothing came of it" }),
        ["ListDispositions"] = Plain,
    };
}
