using System.Text.RegularExpressions;

namespace Frontdesk.Messaging;

/// <summary>What we text back. Like every text it names nobody, and keeps to the letters of <see cref="GsmText"/>.</summary>
internal static partial class ReplyText
{
    /// <summary>What can be answered: the codes of messaging.received_texts.</summary>
    internal static readonly IReadOnlyList<string> Answers =
        ["confirmed", "all_confirmed", "cancelled", "changed", "which", "c_or_x", "y_or_n", "accepted", "declined", "offer_over", "stopped", "started", "help", "other"];

    /// <param name="when">The time that was spoken of, as <see cref="TextTime.Moment"/> writes it; empty when none was.</param>
    /// <param name="phone">E.164 of the clinic.</param>
    internal static string In(string language, string clinic, string answer, string when, string phone) =>
        GsmText.From(clinic, language == "es" ? Spanish(answer, when, Readable(phone)) : English(answer, when, Readable(phone)));

    private static string English(string answer, string when, string phone) => answer switch
    {
        "confirmed" => $"thank you, your visit on {when} is confirmed. Reply X if you cannot come.",
        "all_confirmed" => "thank you, your visits are confirmed.",
        "cancelled" => $"your visit on {when} is cancelled. For another time use the app or call {phone}.",
        "changed" => $"that visit was moved or cancelled since. Nothing was changed now. See the app or call {phone}.",
        "which" => $"you have more than one visit, and none was cancelled. To cancel one use the app or call {phone}.",
        "c_or_x" => $"nothing was changed. For your visit on {when} reply C to confirm or X to cancel.",
        "y_or_n" => $"nothing was changed. For the time on {when} reply Y to take it or N to pass.",
        "accepted" => $"the time is yours: {when}. To change it use the app or call {phone}.",
        "declined" => "all right, the time goes to the next in line. You keep your place.",
        "offer_over" => "we are sorry, that time can no longer be taken. If you still wait for one, you keep your place in line.",
        "stopped" => "you will get no more texts from us. Reply START to get them again.",
        "started" => "you will get our texts again. Reply STOP to end them.",
        "help" => $"we text about your visits. Reply C to confirm, X to cancel, STOP to end texts. Call us: {phone}.",
        "other" => $"thank you, a person will read your text. If it cannot wait call {phone}; in an emergency 911.",
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    private static string Spanish(string answer, string when, string phone) => answer switch
    {
        "confirmed" => $"gracias, su cita queda confirmada: {when} Responda X si no puede venir.",
        "all_confirmed" => "gracias, sus citas quedan confirmadas.",
        "cancelled" => $"su cita queda cancelada: {when} Para otra hora use la app o llame al {phone}.",
        "changed" => $"esa cita ha cambiado o fue cancelada antes. Ahora no cambiamos nada. Vea la app o llame al {phone}.",
        "which" => $"usted tiene varias citas y no cancelamos ninguna. Para cancelar una use la app o llame al {phone}.",
        "c_or_x" => $"no cambiamos nada. Para su cita: {when} responda C para confirmar o X para cancelar.",
        "y_or_n" => $"no cambiamos nada. Para la hora libre: {when} responda SI para tomarla o NO para dejarla.",
        "accepted" => $"la hora es suya: {when} Para cambiarla use la app o llame al {phone}.",
        "declined" => "de acuerdo, la hora pasa a otra persona. Usted conserva su lugar en la lista.",
        "offer_over" => "lo sentimos, esa hora ya no se puede tomar. Si sigue en la lista de espera, conserva su lugar.",
        "stopped" => "ya no le enviaremos textos. Responda START para recibirlos de nuevo.",
        "started" => "le enviaremos textos de nuevo. Responda STOP para no recibirlos.",
        "help" => $"le escribimos sobre sus citas. C confirma, X cancela, STOP para no recibir textos. Llame al {phone}.",
        "other" => $"gracias, una persona va a leer su texto. Si no puede esperar llame al {phone}; en una emergencia, al 911.",
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    private static string Readable(string e164) => American().Replace(e164, "(${area}) ${exchange}-${line}");

    [GeneratedRegex(@"^\+1(?<area>[0-9]{3})(?<exchange>[0-9]{3})(?<line>[0-9]{4})$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex American();
}
