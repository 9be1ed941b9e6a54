using System.Net;
using System.Text.Json;
using Frontdesk.Worklist;

namespace Frontdesk.Tests.Support;

/// <summary>Words for the worklist in tests.</summary>
public static class WorklistWords
{
    public static WorkItem ItemAbout(Guid subject, Guid? patient = null, double dueInHours = 1) =>
        new(WorkItemKind.StrandedVisit, subject, TimeProvider.System.GetUtcNow().AddHours(dueInHours), new { Why = "away" }, patient);

    /// <summary>Adds it as the program would; null when one is open already.</summary>
    public static Task<Guid?> Adds(this Clinic clinic, WorkItem item) => clinic.Db.Transaction(tx => WorkItems.Add(tx, item, default), default);

    /// <summary>What is open, as this person sees it.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Items(this Person who, string query = "")
    {
        var answer = await who.Get($"worklist/items{query}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return [.. answer.Body.GetProperty("items").EnumerateArray()];
    }
}
