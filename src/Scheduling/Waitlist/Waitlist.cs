using Frontdesk.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.Scheduling;

/// <summary>What the use cases of the waitlist share.</summary>
internal static class Waitlist
{
    /// <summary>Something about an entry changed.</summary>
    /// <param name="Audience">The patient and who acts for them.</param>
    internal sealed record Notice(Guid WaitlistId, Guid[] Audience);

    /// <summary>
    /// One thing at a time happens to an entry and its offers: answers, withdrawals, leaving. Every statement after it sees what those before have done. The entry is locked before
    /// its offer, which may take as long as a text that tells of it is on its way; nobody else waits meanwhile. Holding, booking and moving by themselves know nothing of it.
    /// </summary>
    internal static Task Lock(TenantTransaction tx, Guid waitlistId, CancellationToken ct) => tx.Execute(LockSql, new { WaitlistId = waitlistId }, ct);

    /// <summary>After the commit.</summary>
    internal static void Tell(TenantDb db, IEnumerable<Notice> notices)
    {
        foreach (var notice in notices)
            db.Announce(SchedulingContracts.WaitlistTopic, notice.WaitlistId, notice.Audience);
    }

    /// <param name="state">How the waiting had ended.</param>
    internal static ProblemHttpResult NotWaiting(string state) => Problems.Conflict("not_waiting", state switch
    {
        "booked" => "The patient has a visit by now and waits no longer.",
        "left" => "The patient has left the waitlist.",
        _ => "The days the patient waited for are over.",
    }, new Dictionary<string, object?>(StringComparer.Ordinal) { ["state"] = state });

    private const string LockSql =
        """
        select id
        from   scheduling.waitlist
        where  id = @WaitlistId
        for    no key update
        """;
}
