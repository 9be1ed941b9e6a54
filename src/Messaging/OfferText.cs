namespace Frontdesk.Messaging;

/// <summary>What is said of an opening: the clinic, when, what to answer and until when. Neither for whom nor what for: see ADR 0017.</summary>
internal static class OfferText
{
    /// <param name="when">As <see cref="TextTime.Moment"/> writes it.</param>
    /// <param name="until">As <see cref="TextTime.Hour(DateTimeOffset, string, string)"/> writes it: an offer lasts half an hour at most.</param>
    /// <param name="insteadOf">The day of the visit that would be moved, as <see cref="TextTime.Day"/> writes it; null: one is booked.</param>
    internal static string In(string language, string clinic, string when, string until, string? insteadOf) => GsmText.From(clinic, (language, insteadOf) switch
    {
        ("es", null) => $"hora libre: {when} Responda SI para tomarla o NO para dejarla antes de las {until} STOP para no recibir textos.",
        ("es", _) => $"en vez del {insteadOf}: {when} Responda SI para cambiar o NO antes de las {until} STOP para no recibir textos.",
        (_, null) => $"a time is free: {when}. Reply Y to take it or N to pass. Kept for you until {until}. STOP ends texts.",
        _ => $"in place of {insteadOf}: {when}. Reply Y to move your visit or N to keep it. Kept for you until {until}. STOP ends texts.",
    });

    /// <summary>The clinic took it back.</summary>
    internal static string Over(string language, string clinic, string when) => GsmText.From(clinic, language switch
    {
        "es" => $"lo sentimos, ya no podemos darle la hora que le ofrecimos: {when}",
        _ => $"we are sorry, the time we offered you is no longer there: {when}.",
    });
}
