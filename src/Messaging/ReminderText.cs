namespace Frontdesk.Messaging;

/// <summary>What a reminder says: the clinic, when, and what to answer. Neither who comes nor to whom or why: it may be read over a shoulder (ADR 0017).</summary>
internal static class ReminderText
{
    /// <param name="when">As <see cref="TextTime.Moment"/> writes it.</param>
    /// <param name="confirmed">The patient said before that they will come.</param>
    internal static string In(string language, string clinic, string when, bool confirmed) => GsmText.From(clinic, (language, confirmed) switch
    {
        ("es", false) => $"le recordamos su cita: {when} Responda C para confirmar o X para cancelar. STOP para no recibir textos.",
        ("es", true) => $"le recordamos su cita confirmada: {when} Responda X para cancelar. STOP para no recibir textos.",
        (_, false) => $"reminder of your visit on {when}. Reply C to confirm or X to cancel. Reply STOP for no more texts.",
        (_, true) => $"reminder of your confirmed visit on {when}. Reply X to cancel. Reply STOP for no more texts.",
    });
}
