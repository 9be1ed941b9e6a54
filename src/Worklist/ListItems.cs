using System.Text.Json;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Worklist;

/// <summary>What waits for a person, due first; each patient's name shown is a disclosure.</summary>
internal static class ListItems
{
    private const int Most = 500;

    /// <param name="Kind"><c>visit_request</c>, <c>stranded_visit</c> or <c>text_reply</c>.</param>
    /// <param name="SubjectId">What it is about: for <c>stranded_visit</c> the appointment.</param>
    /// <param name="Language">BCP 47: what the patient speaks.</param>
    /// <param name="Priority">1 first, 3 last.</param>
    /// <param name="OwnerId">The member of staff who took it.</param>
    /// <param name="Details">By kind. What a patient wrote in asking stands here: it is written to whoever does the work.</param>
    public sealed record Item(
        Guid ItemId, string Kind, Guid SubjectId, Guid? PatientId, string? PatientName, string? Language, int Priority, DateTimeOffset DueAt,
        Guid? OwnerId, string? OwnerName, DateTimeOffset CreatedAt, JsonElement Details);

    /// <param name="More">There are more than the 500 shown.</param>
    public sealed record Response(IReadOnlyList<Item> Items, bool More);

    public static void Map(IEndpointRouteBuilder worklist) => worklist
        .MapGet("/items", Handle)
        .WithName(nameof(ListItems))
        .Requires<WorkTheWorklist>()
        .Audited("worklist.seen")
        .RateLimited(RateClass.Read);

    /// <param name="kind">Only these; an unknown kind has none.</param>
    /// <param name="mine">Only those the asker took.</param>
    internal static async Task<Ok<Response>> Handle(string? kind, bool? mine, TenantDb db, CancellationToken ct)
    {
        var rows = await db.Disclose<Row>(Purpose.Operations, Sql, new { Kind = kind, OwnerId = mine is true ? db.Actor.Id : (Guid?)null, Most = Most + 1 }, ct);
        return TypedResults.Ok(new Response([.. rows.Take(Most).Select(Show)], rows.Count > Most));
    }

    private static Item Show(Row r)
    {
        using var details = JsonDocument.Parse(r.Details);
        return new Item(r.ItemId, r.Kind, r.SubjectId, r.PatientId, r.PatientName, r.Language, r.Priority, r.DueAt, r.OwnerId, r.OwnerName, r.CreatedAt, details.RootElement.Clone());
    }

    private sealed record Row(
        Guid ItemId, string Kind, Guid SubjectId, Guid? PatientId, string? PatientName, string? Language, short Priority, DateTimeOffset DueAt,
        Guid? OwnerId, string? OwnerName, DateTimeOffset CreatedAt, string Details);

    internal const string Sql =
        """
        select i.id as "ItemId", i.kind as "Kind", i.subject_id as "SubjectId", i.patient_id as "PatientId", p.name as "PatientName", i.language as "Language",
               i.priority as "Priority", i.due_at as "DueAt", i.owner_id as "OwnerId", s.name as "OwnerName", i.created_at as "CreatedAt", i.details::text as "Details"
        from   worklist.items i
        left join patients.summary p on p.patient_id = i.patient_id
        left join platform.staff_accounts s on s.id = i.owner_id
        where  i.closed_at is null
        and    (@Kind::text is null or i.kind = @Kind)
        and    (@OwnerId::uuid is null or i.owner_id = @OwnerId)
        order  by i.due_at, i.priority, i.id
        limit  @Most
        """;
}
