using System.Globalization;
using NodaTime;

namespace Frontdesk.Messaging;

/// <summary>Times as texts write them, by the clock of a place: the app's way, in the letters of <see cref="GsmText"/>.</summary>
internal static class TextTime
{
    // Without accents: sáb would cost a second part, and mié alone would look odd beside it.
    private static readonly string[] Weekdays = ["lun", "mar", "mie", "jue", "vie", "sab", "dom"];
    private static readonly string[] Months = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"];

    /// <summary>"Tue, Dec 1 at 9:00 AM"; "mar 1 de dic, 9:00 a. m."</summary>
    internal static string Moment(DateTimeOffset at, string timeZone, string language)
    {
        var local = Local(at, timeZone);
        return language switch
        {
            "es" => $"{Weekdays[(int)local.DayOfWeek - 1]} {local.Day} de {Months[local.Month - 1]}, {Hour(local, language)}",
            _ => $"{local.ToString("ddd, MMM d", CultureInfo.InvariantCulture)} at {Hour(local, language)}",
        };
    }

    /// <summary>"Dec 17"; "17 de dic"</summary>
    internal static string Day(DateTimeOffset at, string timeZone, string language)
    {
        var local = Local(at, timeZone);
        return language switch
        {
            "es" => $"{local.Day} de {Months[local.Month - 1]}",
            _ => local.ToString("MMM d", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>"9:00 AM"; "9:00 a. m."</summary>
    internal static string Hour(DateTimeOffset at, string timeZone, string language) => Hour(Local(at, timeZone), language);

    private static string Hour(LocalDateTime local, string language)
    {
        var clock = local.ToString("h:mm", CultureInfo.InvariantCulture);
        return language switch
        {
            "es" => $"{clock} {(local.Hour < 12 ? "a. m." : "p. m.")}",
            _ => $"{clock} {(local.Hour < 12 ? "AM" : "PM")}",
        };
    }

    private static LocalDateTime Local(DateTimeOffset at, string timeZone) => Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[timeZone]).LocalDateTime;
}
