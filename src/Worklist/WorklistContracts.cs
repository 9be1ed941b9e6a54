using System.Text.Json;
using Frontdesk.Platform;

namespace Frontdesk.Worklist;

/// <summary>
/// What other modules may use: <see cref="WorkItems.Add(TenantTransaction, WorkItem, CancellationToken)"/>, the function <c>worklist.close(kind, subject, outcome)</c> for
/// what makes an item needless, the view <c>worklist.states</c> for what became of it, and the live topic.
/// </summary>
public static class WorklistContracts
{
    /// <summary>Live topic: an item was added, taken, released or closed; the id is the item's or its subject's. Patients hear what became of items about them and those they act for.</summary>
    public const string ItemsTopic = "worklist.items";
}

/// <summary>The kinds of item, each with what its subject and its details are.</summary>
public static class WorkItemKind
{
    /// <summary>A patient asks for a visit they may not book: the subject is the wish (one a patient and visit type), the details are what was asked for.</summary>
    public const string VisitRequest = "visit_request";

    /// <summary>A booked visit no longer lies within the hours, or its room was closed: the subject is the appointment.</summary>
    public const string StrandedVisit = "stranded_visit";

    /// <summary>A text nobody but a person understands: the subject is the text.</summary>
    public const string TextReply = "text_reply";
}

/// <summary>One thing that waits for a person.</summary>
/// <param name="Kind">One of <see cref="WorkItemKind"/>.</param>
/// <param name="SubjectId">What it is about, in the module that adds it. At most one item of a kind is open about it.</param>
/// <param name="DueAt">When it should be done; the list is in this order.</param>
/// <param name="Details">Written as a camel-case JSON object, for the screen. May hold what the patient wrote.</param>
/// <param name="Priority">1 first, 3 last, of what is due at the same time.</param>
/// <param name="Language">BCP 47; the patient's, if left out.</param>
public sealed record WorkItem(string Kind, Guid SubjectId, DateTimeOffset DueAt, object Details, Guid? PatientId = null, int Priority = 2, string? Language = null);

/// <summary>Handing work to the worklist: in the transaction of what causes it, so that neither is without the other.</summary>
public static class WorkItems
{
    /// <returns>The item's id; null when one of this kind is open about this subject already, which then stays as it is.</returns>
    public static async Task<Guid?> Add(TenantTransaction tx, WorkItem item, CancellationToken ct) =>
        (await Add(tx, [item], ct)) is [var id] ? id : null;

    /// <summary>As the other, for many in one statement.</summary>
    /// <returns>The ids of those that were added, in no order.</returns>
    public static async Task<IReadOnlyList<Guid>> Add(TenantTransaction tx, IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        if (items.Count == 0)
            return [];
        var added = await tx.Query<Guid>(Sql, new
        {
            Ids = items.Select(static _ => Guid.CreateVersion7()).ToArray(),
            Kinds = items.Select(static i => i.Kind).ToArray(),
            SubjectIds = items.Select(static i => i.SubjectId).ToArray(),
            PatientIds = items.Select(static i => i.PatientId).ToArray(),
            Languages = items.Select(static i => i.Language).ToArray(),
            Priorities = items.Select(static i => i.Priority).ToArray(),
            DueAts = items.Select(static i => i.DueAt.ToUniversalTime()).ToArray(),
            Details = items.Select(static i => JsonSerializer.Serialize(i.Details, JsonSerializerOptions.Web)).ToArray(),
        }, ct);
        foreach (var id in added)
            tx.Announce(WorklistContracts.ItemsTopic, id);
        return added;
    }

    internal const string Sql =
        """
        insert into worklist.items (id, kind, subject_id, patient_id, language, priority, due_at, details)
        select i.id, i.kind, i.subject_id, i.patient_id, coalesce(i.language, p.language), i.priority, i.due_at, i.details::jsonb
        from   unnest(@Ids, @Kinds, @SubjectIds, @PatientIds::uuid[], @Languages::text[], @Priorities, @DueAts::timestamptz[], @Details::text[])
               as i (id, kind, subject_id, patient_id, language, priority, due_at, details)
        left join patients.summary p on p.patient_id = i.patient_id
        on conflict (tenant_id, kind, subject_id) where closed_at is null do nothing
        returning id
        """;
}
