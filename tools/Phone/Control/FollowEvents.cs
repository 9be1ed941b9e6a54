using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Frontdesk.Phone;

/// <summary>
/// Everything that happens, as server-sent events. <c>after</c> (or the header Last-Event-ID) is the id of the last event seen: 0 starts at the beginning, without it
/// the stream starts with what happens next. <c>call</c> and <c>party</c> leave out what concerns other calls and numbers.
/// </summary>
internal static class FollowEvents
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(IEndpointRouteBuilder phone) => phone.MapGet("/events", (
        long? after, string? call, HttpContext context, Journal journal, IHostApplicationLifetime lifetime, CancellationToken ct) =>
    {
        var seen = after ?? (long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null);
        return TypedResults.ServerSentEvents(Events(journal, seen, call, lifetime.ApplicationStopping, ct));
    });

    private static async IAsyncEnumerable<SseItem<JsonElement>> Events(
        Journal journal, long? after, string? call, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, ct);
        // Says hello at once: whoever follows knows from then on that nothing is missed.
        yield return new(JsonSerializer.SerializeToElement(new { kind = "following" }, Json), "message");
        var happenings = journal.Follow(after, either.Token).GetAsyncEnumerator(either.Token);
        await using (happenings)
        {
            while (await Next(happenings))
            {
                var happening = happenings.Current;
                if (call is null || call.Equals(happening.CallSid, StringComparison.Ordinal))
                    yield return new(JsonSerializer.SerializeToElement(View(happening), Json), "message") { EventId = happening.Id.ToString(CultureInfo.InvariantCulture) };
            }
        }
    }

    private static async ValueTask<bool> Next(IAsyncEnumerator<Happening> happenings)
    {
        try
        {
            return await happenings.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public static Dictionary<string, object?> View(Happening happening)
    {
        var view = new Dictionary<string, object?>(happening.Data, StringComparer.Ordinal) { ["id"] = happening.Id, ["at"] = happening.At, ["kind"] = happening.Kind, ["callSid"] = happening.CallSid };
        return view;
    }
}
