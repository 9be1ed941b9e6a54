using System.Globalization;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Messaging;

/// <summary>
/// Twilio tells what became of a text. The tellings overtake each other and the answer to our own request, so a status only ever moves on:
/// sending → queued → sent → delivered, undelivered or failed.
/// </summary>
internal static class FollowDelivery
{
    public static void Map(IEndpointRouteBuilder messaging) => messaging
        .MapPost("/twilio/status", Handle)
        .WithName(nameof(FollowDelivery))
        .Audited("message.followed")
        .FromTwilio();

    /// <param name="message">Our id: it stands in the callback URL, which is signed, so the row is found before we have learnt Twilio's id.</param>
    internal static async Task<NoContent> Handle(TwilioForm form, TenantDb db, Guid? message, CancellationToken ct)
    {
        var error = int.TryParse(form["ErrorCode"], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : (int?)null;
        if (form["MessageSid"] is { Length: <= 64 } sid && form["MessageStatus"] is { } status)
        {
            // That it is a landline may come out only now.
            if (await db.QueryOne<Guid?>(Sql, Heard(message, sid, status, error), ct) is { } offer)
                await WaitlistOffers.CouldNotBeTold(db, offer, ct);
        }
        return TypedResults.NoContent();
    }

    internal static object Heard(Guid? id, string? sid, string status, int? error) => new
    {
        Id = id,
        Sid = sid,
        Status = Ours(status),
        Error = error,
    };

    private static string Ours(string status) => status switch
    {
        "sent" => "sent",
        "delivered" or "read" => "delivered",
        "undelivered" => "undelivered",
        "failed" or "canceled" => "failed",
        _ => "queued",
    };

    // Delivered is the last word even after a failure: the person has it. Gives the offer that a text failed to tell of.
    internal const string Sql =
        """
        with ranks as (
            select array['sending', 'queued', 'sent', 'failed', 'undelivered', 'delivered'] as of_status
        )
        update messaging.messages m
        set    status     = case when array_position(of_status, @Status::text) > array_position(of_status, m.status) then @Status else m.status end,
               error_code = coalesce(@Error::integer, m.error_code),
               vendor_id  = coalesce(m.vendor_id, @Sid),
               changed_at = now()
        from   ranks
        where  (m.id = @Id or m.vendor_id = @Sid)
        and    (@Sid::text is null or m.vendor_id is null or m.vendor_id = @Sid)
        returning case when m.purpose = 'waitlist_offer' and m.status in ('failed', 'undelivered') then m.subject_id end
        """;
}
