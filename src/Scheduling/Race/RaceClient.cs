using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Frontdesk.Scheduling;

/// <summary>What the race is run on: the times that all want. They overlap only where they start together.</summary>
public sealed record RaceCourse(Guid VisitTypeId, Guid LocationId, IReadOnlyList<(Guid PractitionerId, DateTimeOffset StartsAt)> Times);

/// <summary>A refusal that must have a cause: this time was said to be taken, some time between asking and being answered.</summary>
internal sealed record Refusal(Guid PractitionerId, DateTimeOffset StartsAt, DateTimeOffset AskedAt, DateTimeOffset AnsweredAt);

/// <summary>
/// One patient of the race with a journal of what was answered. Holds, books, moves and cancels at random; asks again with the same idempotency key when the server is gone
/// in the middle, as an app does, so in the end it knows of each of its acts whether it was done.
/// </summary>
/// <param name="http">At the clinic's address, signed in.</param>
/// <param name="serving">Completes when the server answers again.</param>
public sealed class RaceClient(HttpClient http, Guid patientId, RaceCourse course, Random random, TimeProvider clock, Func<Task> serving)
{
    private sealed record Answer(HttpStatusCode Status, JsonElement Body)
    {
        public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    /// <summary>What this client was told stands: its visits, and where.</summary>
    internal Dictionary<Guid, (Guid PractitionerId, DateTimeOffset StartsAt)> Booked { get; } = [];

    /// <summary>Visits it was told are cancelled.</summary>
    internal HashSet<Guid> Cancelled { get; } = [];

    internal List<Refusal> Refused { get; } = [];

    /// <summary>Answers no client should get.</summary>
    internal List<string> Faults { get; } = [];

    public int Bookings { get; private set; }

    public int Moves { get; private set; }

    public int Cancels { get; private set; }

    public int Conflicts => Refused.Count;

    /// <summary>How often it was refused a time at which it has a visit.</summary>
    public int Engaged { get; private set; }

    public async Task Run(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var (practitioner, startsAt) = course.Times[random.Next(course.Times.Count)];
            if (Booked.Count > 0 && random.Next(4) == 0)
                await Cancel(Booked.Keys.ElementAt(random.Next(Booked.Count)));
            else if (await Hold(practitioner, startsAt) is { } hold)
            {
                if (Booked.Count > 0 && random.Next(2) == 0)
                    await Move(Booked.Keys.ElementAt(random.Next(Booked.Count)), hold, practitioner, startsAt);
                else if (random.Next(5) == 0)
                    await Release(hold);
                else
                    await Book(hold, practitioner, startsAt);
            }
        }
    }

    private async Task<Guid?> Hold(Guid practitionerId, DateTimeOffset startsAt)
    {
        var asked = clock.GetUtcNow();
        var answer = await Ask(HttpMethod.Post, "holds", new { visitTypeId = course.VisitTypeId, practitionerId, locationId = course.LocationId, startsAt });
        if (answer.Status == HttpStatusCode.Created)
            return answer.Body.GetProperty("holdId").GetGuid();
        if (answer.Code == "time_taken")
            Refused.Add(new Refusal(practitionerId, startsAt, asked, clock.GetUtcNow()));
        else if (answer.Code == "already_engaged" && Booked.Values.Any(visit => visit.StartsAt == startsAt))
            Engaged++;
        else
            Wonder("hold", answer);
        return null;
    }

    private async Task Book(Guid hold, Guid practitionerId, DateTimeOffset startsAt)
    {
        var answer = await Ask(HttpMethod.Post, "appointments", new { holdId = hold, patientId });
        if (answer.Status == HttpStatusCode.Created)
        {
            Booked[hold] = (practitionerId, startsAt);
            Bookings++;
        }
        else
            Wonder("book", answer);
    }

    private async Task Move(Guid visit, Guid hold, Guid practitionerId, DateTimeOffset startsAt)
    {
        var answer = await Ask(HttpMethod.Post, $"appointments/{visit}/move", new { holdId = hold });
        if (answer.Status == HttpStatusCode.OK)
        {
            Booked[visit] = (practitionerId, startsAt);
            Moves++;
        }
        else
            Wonder("move", answer);
    }

    private async Task Cancel(Guid visit)
    {
        var answer = await Ask(HttpMethod.Post, $"appointments/{visit}/cancel", new { reason = "racing" });
        if (answer.Status == HttpStatusCode.OK || answer.Code == "already_cancelled")
        {
            Booked.Remove(visit);
            Cancelled.Add(visit);
            Cancels++;
        }
        else
            Wonder("cancel", answer);
    }

    private async Task Release(Guid hold)
    {
        var answer = await Ask(HttpMethod.Delete, $"holds/{hold}", null);
        // Not found: it was released the first time, and the answer was lost with the server.
        if (answer.Status is not (HttpStatusCode.NoContent or HttpStatusCode.NotFound))
            Wonder("release", answer);
    }

    private void Wonder(string act, Answer answer) => Faults.Add($"to {act} was answered {(int)answer.Status} {answer.Code}");

    private async Task<Answer> Ask(HttpMethod method, string path, object? body)
    {
        var key = Guid.CreateVersion7().ToString("N");
        while (true)
        {
            await serving();
            try
            {
                using var request = new HttpRequestMessage(method, $"api/v1/scheduling/{path}") { Content = body is null ? null : JsonContent.Create(body) };
                request.Headers.Add("Idempotency-Key", key);
                using var response = await http.SendAsync(request, CancellationToken.None);
                var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
                var answer = new Answer(response.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default);
                // 409 in_progress: the server died over the first try, and the key is free again when its lease is over. 503: asked to come back.
                if (answer.Code != "in_progress" && answer.Status != HttpStatusCode.ServiceUnavailable)
                    return answer;
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), clock);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // The server is gone: whether it was done is found out by asking again with the same key.
            }
        }
    }
}
