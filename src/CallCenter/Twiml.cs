using System.Text;
using System.Xml.Linq;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.CallCenter;

/// <summary>The documents that tell Twilio what to do with a call. See https://www.twilio.com/docs/voice/twiml.</summary>
internal sealed class Twiml(PublicUrl publicUrl)
{
    /// <summary>The greeting in the clinic's languages, then the line.</summary>
    internal XElement Greet(Tenant clinic) => Response([.. clinic.Languages.Select(language => Say(language, Greeting(language, clinic.Name))), Line(clinic)]);

    /// <summary>Back into the line, without the greeting.</summary>
    internal XElement StandInLine(Tenant clinic) => Response(Line(clinic));

    /// <summary>What a waiting caller hears, over and over.</summary>
    internal static XElement Wait(Tenant clinic) =>
        Response([.. clinic.Languages.Select(static language => Say(language, Waiting(language))), Pause(20)]);

    /// <summary>Dials the agent's telephone into the call. The caller keeps hearing the ringing until the agent is there.</summary>
    /// <param name="legId">Ours; it comes back with whatever is told of the leg.</param>
    internal XElement DialAgent(Tenant clinic, Guid agentId, Guid legId) => Response(new XElement("Dial",
        new XAttribute("answerOnBridge", "true"),
        new XAttribute("timeout", "20"),
        new XAttribute("action", Url(clinic, $"dial?leg={legId}")),
        new XElement("Client",
            new XAttribute("statusCallback", Url(clinic, $"status?leg={legId}")),
            new XAttribute("statusCallbackEvent", "initiated ringing answered completed"),
            $"agent-{agentId}")));

    /// <summary>
    /// Holds the caller in a queue of their own, out of which the agent takes them back. This ends the Dial, and with it the agent's leg: a Dial knows no
    /// hold, so the agent's telephone is dialled again on resuming.
    /// </summary>
    internal XElement Hold(Tenant clinic) => Response(new XElement("Enqueue",
        new XAttribute("waitUrl", Url(clinic, "wait")),
        new XAttribute("action", Url(clinic, "queue")),
        $"held-{clinic.Slug}"));

    /// <summary>A number that is not the clinic's.</summary>
    internal static XElement Reject() => Response(new XElement("Reject"));

    internal static XElement HangUp() => Response(new XElement("Hangup"));

    /// <summary>The line cannot be entered.</summary>
    internal static XElement Apologise(Tenant clinic) =>
        Response([.. clinic.Languages.Select(static language => Say(language, Apology(language))), new XElement("Hangup")]);

    /// <summary>What the call does next, read off its state.</summary>
    internal XElement Next(Tenant clinic, CallFacts call) => call.State switch
    {
        CallStates.Ended or CallStates.WrittenUp => HangUp(),
        CallStates.Held or CallStates.Connected => Hold(clinic),
        _ => StandInLine(clinic),
    };

    internal static ContentHttpResult Answer(XElement document) =>
        TypedResults.Text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + document.ToString(SaveOptions.DisableFormatting), "text/xml", Encoding.UTF8);

    private XElement Line(Tenant clinic) => new("Enqueue",
        new XAttribute("waitUrl", Url(clinic, "wait")),
        new XAttribute("action", Url(clinic, "queue")),
        $"frontdesk-{clinic.Slug}");

    private string Url(Tenant clinic, string path) => $"{publicUrl.Of(clinic)}/api/v1/callcenter/twilio/{path}";

    private static XElement Response(params IEnumerable<XElement> verbs) => new("Response", verbs);

    private static XElement Say(string language, string text) => new("Say", new XAttribute("language", IsSpanish(language) ? "es-MX" : "en-US"), text);

    private static XElement Pause(int seconds) => new("Pause", new XAttribute("length", seconds));

    private static bool IsSpanish(string language) => language.StartsWith("es", StringComparison.OrdinalIgnoreCase);

    private static string Greeting(string language, string clinic) => IsSpanish(language)
        ? $"Gracias por llamar a {clinic}. Por favor, espere en la línea. Si es una emergencia, cuelgue y marque 9 1 1."
        : $"Thank you for calling {clinic}. Please stay on the line. If this is an emergency, hang up and dial 9 1 1.";

    private static string Waiting(string language) => IsSpanish(language)
        ? "Por favor, espere en la línea. Le atenderemos en cuanto sea posible."
        : "Please stay on the line. Someone will be with you as soon as possible.";

    private static string Apology(string language) => IsSpanish(language)
        ? "Lo sentimos, no podemos atender su llamada en este momento. Por favor, llame más tarde."
        : "We are sorry, we cannot take your call right now. Please call again later.";
}
