using NodaTime;
using NodaTime.Text;

namespace Frontdesk.Host;

/// <param name="Outcome">What became of it, or of the promise of it.</param>
internal sealed record DemoAppointment(
    Guid Id, DemoPractitioner Practitioner, DemoLocation Location, DemoVisitType VisitType, DemoPatient Patient, Instant StartsAt, Instant EndsAt, DemoOutcome Outcome, string Reason, Instant BookedAt);

internal enum DemoOutcome
{
    Booked,
    Fulfilled,
    Cancelled,
    NoShow,
}

/// <summary>Leave, or an extra session, of one practitioner on one day.</summary>
internal sealed record DemoException(Guid Id, DemoPractitioner Practitioner, DemoLocation Location, LocalDate Date, bool Away, LocalTime From, LocalTime To, string Reason);

/// <summary>
/// Full calendars around a day: each day of each practitioner is thrown with its own dice, so that a day looks the same whenever it is made,
/// and tomorrow's demo only adds the day that has come into view.
/// </summary>
internal static class DemoCalendar
{
    public const int DaysBack = 28;
    public const int DaysAhead = 42;
    private const int FullPercent = 80;

    /// <summary>Minutes; visits start on it, so what stays free fits short visits.</summary>
    public const int Grid = 10;

    public static IReadOnlyList<DemoException> Exceptions(DemoClinic clinic, LocalDate today)
    {
        var exceptions = new List<DemoException>();
        foreach (var practitioner in clinic.Practitioners)
            foreach (var date in Days(today))
                if (ExceptionOn(clinic, practitioner, date) is { } exception)
                    exceptions.Add(exception);
        return exceptions;
    }

    public static IReadOnlyList<DemoAppointment> Appointments(DemoClinic clinic, IReadOnlyList<DemoPatient> patients, LocalDate today, Instant now)
    {
        var appointments = new List<DemoAppointment>();
        foreach (var date in Days(today))
        {
            // One visit a day for each patient is enough.
            var waiting = new Dice($"{clinic.Slug}/day/{date.ToDateOnly():O}").Shuffled(patients).ToList();
            foreach (var practitioner in clinic.Practitioners)
                appointments.AddRange(Day(clinic, practitioner, date, waiting, now));
        }

        return appointments;
    }

    /// <summary>When somebody works on a day, on the clock of each place, holidays, leave and extra sessions counted in.</summary>
    public static IEnumerable<(DemoLocation Location, LocalTime From, LocalTime To)> Sessions(DemoClinic clinic, DemoPractitioner practitioner, LocalDate date)
    {
        var exception = ExceptionOn(clinic, practitioner, date);
        if (exception is { Away: true } || DemoHolidays.On(date) is not null)
            return [];
        var weekly = practitioner.Hours.Where(hours => hours.Days.Contains(date.DayOfWeek))
            .Select(hours => (clinic.Locations.Single(location => location.Key == hours.Location), Time(hours.From), Time(hours.To)));
        return exception is null ? weekly : weekly.Append((exception.Location, exception.From, exception.To));
    }

    public static LocalTime Time(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;

    private static IEnumerable<LocalDate> Days(LocalDate today) => Enumerable.Range(-DaysBack, DaysBack + DaysAhead + 1).Select(today.PlusDays);

    private static DemoException? ExceptionOn(DemoClinic clinic, DemoPractitioner practitioner, LocalDate date)
    {
        // A week of leave now and then, and a Saturday morning for those whose patients cannot come on other days.
        var week = date.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday));
        var dice = new Dice($"{clinic.Slug}/leave/{practitioner.Key}/{week.ToDateOnly():O}");
        var onLeave = dice.Falls(7);
        var extra = dice.Falls(12);
        var works = practitioner.Hours.Any(hours => hours.Days.Contains(date.DayOfWeek));
        var id = clinic.Id($"exception/{practitioner.Key}/{date.ToDateOnly():O}");
        var location = clinic.Locations.Single(location => location.Key == practitioner.Hours[0].Location);
        if (onLeave && works)
            return new DemoException(id, practitioner, location, date, Away: true, LocalTime.Midnight, LocalTime.Midnight, "Vacation");
        return !onLeave && extra && !works && date.DayOfWeek == IsoDayOfWeek.Saturday
            ? new DemoException(id, practitioner, location, date, Away: false, new LocalTime(9, 0), new LocalTime(12, 0), "Saturday session")
            : null;
    }

    private static IEnumerable<DemoAppointment> Day(DemoClinic clinic, DemoPractitioner practitioner, LocalDate date, List<DemoPatient> waiting, Instant now)
    {
        var dice = new Dice($"{clinic.Slug}/calendar/{practitioner.Key}/{date.ToDateOnly():O}");
        var types = clinic.VisitTypes.Where(type => practitioner.VisitTypes.Contains(type.Key)).ToArray();
        foreach (var (location, from, to) in Sessions(clinic, practitioner, date))
        {
            var zone = DateTimeZoneProviders.Tzdb[location.TimeZone];
            for (var at = from; at < to;)
            {
                var fitting = types.Where(type => at.PlusMinutes(type.Minutes) is var end && end <= to && end > at).ToArray();
                if (fitting.Length == 0)
                    break;
                // Gaps are as long as two steps of the grid, so that short visits still find a place.
                if (!dice.Falls(FullPercent + 8) || Next(waiting, practitioner, date) is not { } patient)
                {
                    at = at.PlusMinutes(2 * Grid);
                    continue;
                }

                var age = Age(patient, date);
                var suiting = fitting.Where(type => type.Ages.From <= age && age <= type.Ages.To).ToArray();
                var type = dice.Pick(suiting.Length > 0 ? suiting : fitting);
                var starts = (date + at).InZoneLeniently(zone).ToInstant();
                var ends = starts + Duration.FromMinutes(type.Minutes);
                yield return new DemoAppointment(
                    clinic.Id($"appointment/{practitioner.Key}/{location.Key}/{date.ToDateOnly():O}/{at:HH:mm}"), practitioner, location, type, patient, starts, ends,
                    Outcome(dice, ends <= now), dice.Falls(60) ? dice.Pick(Reasons[patient.Language == "es" ? 1 : 0]) : "",
                    Booked(starts, now, dice));
                at = at.PlusMinutes((type.Minutes + Grid - 1) / Grid * Grid);
            }
        }
    }

    // Days or weeks before the visit, and never in the future.
    private static Instant Booked(Instant starts, Instant now, Dice dice)
    {
        var latest = Instant.Min(starts, now);
        return latest - Duration.FromMinutes((dice.Between(1, 25) * 1440) + dice.Between(0, 500));
    }

    // In the patients' words.
    private static readonly string[][] Reasons =
    [
        ["Cough for two weeks", "Blood pressure check", "Back pain", "Refill of medicines", "Rash on the arm", "Test results", "Knee hurts when walking", "Headaches", "Trouble sleeping", "School form", "Diabetes check"],
        ["Tos desde hace dos semanas", "Control de la presión", "Dolor de espalda", "Renovar medicinas", "Sarpullido en el brazo", "Resultados de análisis", "Dolor de rodilla al caminar", "Dolores de cabeza",
            "No duerme bien", "Formulario de la escuela", "Control de la diabetes"],
    ];

    private static DemoOutcome Outcome(Dice dice, bool over)
    {
        var throwOf = dice.Between(1, 100);
        if (throwOf <= 6)
            return DemoOutcome.Cancelled;
        if (!over)
            return DemoOutcome.Booked;
        return throwOf <= 11 ? DemoOutcome.NoShow : DemoOutcome.Fulfilled;
    }

    private static DemoPatient? Next(List<DemoPatient> waiting, DemoPractitioner practitioner, LocalDate date)
    {
        var found = waiting.FindIndex(patient => Age(patient, date) is var age && practitioner.Ages.From <= age && age <= practitioner.Ages.To);
        if (found < 0)
            return null;
        var patient = waiting[found];
        waiting.RemoveAt(found);
        return patient;
    }

    private static int Age(DemoPatient patient, LocalDate on) => Period.Between(LocalDate.FromDateOnly(patient.BirthDate), on, PeriodUnits.Years).Years;
}
