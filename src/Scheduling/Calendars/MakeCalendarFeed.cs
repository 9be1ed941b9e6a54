using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Makes the address at which a calendar program reads a practitioner's visits, see <see cref="ReadCalendarFeed"/>. It is shown this once. An address made before ends at once.</summary>
internal static class MakeCalendarFeed
{
    /// <param name="Address">Holds the secret: to be given to the practitioner and to nobody else.</param>
    public sealed record Response(Guid FeedId, string Address);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/practitioners/{id:guid}/calendar-feed", Handle)
        .WithName(nameof(MakeCalendarFeed))
        .Requires<SetUpSchedule>()
        .Audited("calendar_feed.made")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, PublicUrl publicUrl, CancellationToken ct)
    {
        var feedId = Guid.CreateVersion7();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var made = await db.Transaction(async tx =>
        {
            // The lock makes two who make an address at once follow each other.
            if (await tx.QueryOne<Guid?>(SetWeeklyHours.LockSql, new { ResourceId = id }, ct) is null)
                return false;
            await tx.Execute(RevokeCalendarFeed.Sql, new { ResourceId = id }, ct);
            await tx.Execute(Sql, new { Id = feedId, ResourceId = id, TokenHash = Hash(token) }, ct);
            return true;
        }, ct);
        return made
            ? TypedResults.Created($"/api/v1/scheduling/practitioners/{id}/calendars", new Response(feedId, $"{publicUrl.Of(db.Tenant)}{ReadCalendarFeed.Path}?token={token}"))
            : Problems.NotFound("practitioner");
    }

    internal static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    internal const string Sql =
        """
        insert into scheduling.calendar_feeds (id, resource_id, token_hash)
        values (@Id, @ResourceId, @TokenHash)
        """;
}
