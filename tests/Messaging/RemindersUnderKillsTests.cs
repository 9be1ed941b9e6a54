using System.Collections.Concurrent;
using System.Net;
using Frontdesk.Messaging;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Frontdesk.Tests.Messaging;

/// <summary>
/// A hundred visits are moved and cancelled, by their patients and by staff, while reminders of them go out over a slow network and the server that sends them is
/// killed with -9: with texts in the network's hands, and with texts taken whose answer never arrived. Then what came to the telephones is held against what was
/// acknowledged, by one clock.
/// </summary>
public sealed class RemindersUnderKillsTests
{
    private const int Changed = 100;
    private const int LeftAlone = 20;
    private const int Practitioners = 8;
    private const int Kills = 4;
    private const int TextsBetweenKills = 15;
    private static readonly Duration Lead = Duration.FromDays(1);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Visit> _byPhone = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _serving = Source();
    private volatile TaskCompletionSource? _lose;
    private volatile bool _holding;
    private int _held;
    private int _taken;

    [Fact]
    public async Task Of_a_hundred_moved_and_cancelled_visits_no_reminder_is_stale_and_none_comes_twice()
    {
        await using var telephone = await Telephone.Start(Line);
        // Only the process works: this Host answers half of those who move and cancel, also while the other is dead.
        await using var app = await App.Start(new Dictionary<string, string?>(telephone.Settings) { ["FRONTDESK_ROLE"] = "web", ["FRONTDESK_RATE_LIMITS"] = "off" });
        var clinic = await app.Clinic();
        await telephone.Rent(clinic);
        var practice = await Practice(clinic);
        await using var server = new ServeProcess(app, telephone.Settings);
        var visits = await Visits(practice, server);
        await server.Start();
        _serving.SetResult();

        await RemindersFallDue(clinic);
        var changing = visits.Take(Changed).Select(visit => Change(practice, visit)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            var enough = Volatile.Read(ref _taken) + TextsBetweenKills;
            await Until(() => Volatile.Read(ref _taken) >= enough);
            await Kill(server, app, inTheNetworksHands: kill % 2 == 0);
            await RemindersFallDue(clinic);
        }
        await Task.WhenAll(changing);
        await RemindersFallDue(clinic);
        await NoJobIsLeft(app);

        await WhatNobodyHeard(clinic, visits);
        var texts = (await telephone.Texts(clinic.Tenant.Phone)).Select(text =>
            (Visit: _byPhone[text.GetProperty("to").GetString()!], Body: text.GetProperty("body").GetString()!, At: text.GetProperty("at").GetDateTimeOffset())).ToList();
        // A text is stale when the network took it after the change was acknowledged.
        foreach (var (visit, body, at) in texts)
            Assert.True(visit.Times.Any(time => body.Contains(TextTime.Moment(time.StartsAt, practice.Zone.Id, "en"), StringComparison.Ordinal) && at <= time.Until),
                $"{visit.Phone} at {at:O}: {body}; {string.Join(", ", visit.Times)}");
        Assert.Empty(texts.GroupBy(text => (text.Visit.Phone, text.Body)).Where(static same => same.Count() > 1).Select(static same => same.Key));
        foreach (var visit in visits.Where(static visit => visit.IsBooked))
            Assert.Contains(texts, text => text.Visit == visit && text.Body.Contains(TextTime.Moment(visit.Times[^1].StartsAt, practice.Zone.Id, "en"), StringComparison.Ordinal));
        Assert.Equal(LeftAlone, visits.Skip(Changed).Count(visit => texts.Count(text => text.Visit == visit) == 1));
        // Or nothing was proved: most changes went through, many of them while the network had the text in hand.
        var changes = visits.Sum(static visit => visit.Changes);
        Assert.True(changes >= Changed * 3 / 4, $"only {changes} changes");
        var crossed = visits.Sum(static visit => visit.Asked.Count(asked => visit.InHand.Any(text => text.From <= asked && asked <= text.Until)));
        Assert.True(crossed >= Changed / 5, $"only {crossed} while the network had the text");
        Assert.Empty(await app.Database.QueryAsSuperuser<string>("select state from platform.effects where key like 'reminder:%' and state <> 'done'"));
    }

    /// <param name="Until">When it was acknowledged that the visit is no longer at this time.</param>
    private sealed record BookedAt(DateTimeOffset StartsAt, DateTimeOffset Until);

    private sealed class Visit(Guid id, Guid patient, string phone, Person atHost, Person atProcess)
    {
        public Guid Id => id;

        public Guid Patient => patient;

        public string Phone => phone;

        /// <summary>Every time it was at, the last one last.</summary>
        public List<BookedAt> Times { get; } = [];

        public bool IsBooked { get; set; } = true;

        public int Changes { get; private set; }

        /// <summary>When the network had texts about it in hand and had not taken them yet.</summary>
        public ConcurrentQueue<(DateTimeOffset From, DateTimeOffset Until)> InHand { get; } = [];

        /// <summary>When somebody asked for a change that was then made.</summary>
        public List<DateTimeOffset> Asked { get; } = [];

        /// <summary>Set when the network has the next text about it in hand.</summary>
        public TaskCompletionSource OnItsWay { get; set; } = Source();

        public Person Through(bool process) => process ? atProcess : atHost;

        public void Moved(DateTimeOffset to)
        {
            Cancelled();
            IsBooked = true;
            Times.Add(new(to, DateTimeOffset.MaxValue));
        }

        public void Cancelled()
        {
            Times[^1] = Times[^1] with { Until = TimeProvider.System.GetUtcNow() };
            IsBooked = false;
            Changes++;
        }
    }

    /// <summary>One place open day and night, in a zone where nobody sleeps now.</summary>
    private static async Task<Practice> Practice(Clinic clinic)
    {
        var practice = new Practice(clinic, Guid.CreateVersion7(), [.. Enumerable.Range(0, Practitioners).Select(static _ => Guid.CreateVersion7())], Guid.CreateVersion7(), DateTimeZoneProviders.Tzdb[MessagingWords.ZoneWhereItIs(12)]);
        await clinic.Db.Transaction(async tx =>
        {
            await ClinicSetUp.AddLocation(tx, practice.Location, "Main Street", "1 Main Street", practice.Zone.Id, default);
            await ClinicSetUp.AddVisitType(tx, new VisitTypeToAdd(practice.VisitType, "Check-up", "Chequeo", 15, PatientsMayBook: true, Every: 15), default);
            foreach (var id in practice.Practitioners)
                await ClinicSetUp.AddPractitioner(tx, id, $"Dr. {id:N}", ["en"], [practice.Location], [.. Enumerable.Range(1, 7).Select(day => new HoursToAdd(practice.Location, day, "00:00", "24:00"))], default);
        }, default);
        return practice;
    }

    // From 15 to 23 hours ahead, so that a reminder of each was due and none is yet too late.
    private static DateTimeOffset Slot(int number)
    {
        var first = SystemClock.Instance.GetCurrentInstant().Plus(Duration.FromHours(15));
        return Instant.FromUnixTimeSeconds(((first.ToUnixTimeSeconds() / 900) + 1 + (number % 32)) * 900).ToDateTimeOffset();
    }

    private async Task<List<Visit>> Visits(Practice practice, ServeProcess server)
    {
        var agent = await practice.Clinic.Agent();
        var sessions = practice.Clinic.App.Services.GetRequiredService<Sessions>();
        var visits = new List<Visit>();
        for (var i = 0; i < Changed + LeftAlone; i++)
        {
            var phone = MessagingWords.NewPhone();
            var patient = await agent.Patient(phone, language: "en");
            var startsAt = Slot(i / 4);
            var id = await practice.Visits(patient, startsAt, practitioner: i % 4);
            // Every third is changed by staff, at either server.
            var staff = i % 3 == 0;
            var token = staff
                ? await sessions.BeginForStaff(practice.Clinic.Tenant, agent.AccountId, "test", default)
                : await sessions.BeginForPatient(practice.Clinic.Tenant, patient, "test", default);
            var atHost = practice.Clinic.Visitor();
            atHost.Browser.DefaultRequestHeaders.Authorization = new("Bearer", token);
            var visit = new Visit(id, patient, phone, atHost, server.Person(practice.Clinic, token)) { Times = { new(startsAt, DateTimeOffset.MaxValue) } };
            if (staff)
                await Support.Practice.Open(atHost, patient);
            visits.Add(visit);
            _byPhone[phone] = visit;
        }
        return visits;
    }

    /// <summary>What was moved, was moved a day ago; reminders of the last hours are looked for.</summary>
    private static async Task RemindersFallDue(Clinic clinic)
    {
        await clinic.Db.Execute("update scheduling.appointments set moved_at = moved_at - interval '1 day' where moved_at > now() - interval '1 day'", null, default);
        await clinic.Db.Execute(
            """
            insert into messaging.reminder_marks (looked_until)
            values (now() - interval '10 hours')
            on conflict (tenant_id) do update set looked_until = excluded.looked_until
            """, null, default);
        await clinic.Db.Enqueue(new RemindVisits(), null, null, default);
    }

    /// <summary>Moves a visit, perhaps twice, or cancels it: at some moment, or just when the network has its text in hand.</summary>
    private async Task Change(Practice practice, Visit visit)
    {
        var dice = new Random(visit.Phone.GetHashCode(StringComparison.Ordinal));
        for (var times = dice.Next(1, 4); times > 0 && visit.IsBooked; times--)
        {
            // A text comes of every visit once, and of one that was moved perhaps.
            if (dice.Next(3) > 0)
                await Task.WhenAny(visit.OnItsWay.Task, Task.Delay(TimeSpan.FromSeconds(visit.Changes == 0 ? 60 : 8)));
            else
                await Task.Delay(dice.Next(0, 15_000));
            var process = dice.Next(2) == 0;
            if (process)
                await _serving.Task;
            try
            {
                if (dice.Next(5) < 2)
                    await Cancel(visit, process);
                else
                    await Move(practice, visit, process, dice);
            }
            catch (HttpRequestException)
            {
                // The server is gone in the middle of the request. Whether it was done is asked at the end; until then it is nobody's claim.
                return;
            }
        }
    }

    private static async Task Cancel(Visit visit, bool process)
    {
        visit.Asked.Add(TimeProvider.System.GetUtcNow());
        var answer = await visit.Through(process).Post($"scheduling/appointments/{visit.Id}/cancel", new { reason = "changed my mind" });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        visit.Cancelled();
    }

    private static async Task Move(Practice practice, Visit visit, bool process, Random dice)
    {
        var person = visit.Through(process);
        DateTimeOffset to;
        Answer hold;
        do
        {
            to = Slot(dice.Next(32));
            hold = await person.Post("scheduling/holds", new
            {
                visitTypeId = practice.VisitType,
                practitionerId = practice.Practitioners[dice.Next(Practitioners)],
                locationId = practice.Location,
                startsAt = to,
                patientId = visit.Patient,
            });
        }
        // Overlapping its own time it would have to say which visit it moves; here it comes to a time like any other.
        while (hold.Code is "time_taken" or "already_engaged");
        visit.Asked.Add(TimeProvider.System.GetUtcNow());
        var moved = await person.Post($"scheduling/appointments/{visit.Id}/move", new { holdId = hold.Id("holdId") });
        Assert.True(moved.Status == HttpStatusCode.OK, moved.Text);
        visit.Moved(to);
    }

    /// <summary>A server's death hid from somebody whether their visit was changed: the record says it.</summary>
    private static async Task WhatNobodyHeard(Clinic clinic, IEnumerable<Visit> visits)
    {
        var stored = (await clinic.Db.Query<(Guid Id, string Status, DateTime StartsAt)>("select id, status, starts_at from scheduling.appointments where booked_at is not null", null, default))
            .ToDictionary(static row => row.Id);
        foreach (var visit in visits)
        {
            var (_, status, startsAt) = stored[visit.Id];
            visit.IsBooked = status == "booked";
            if (visit.IsBooked && visit.Times[^1].StartsAt.UtcDateTime != startsAt)
                visit.Times.Add(new(new DateTimeOffset(startsAt, TimeSpan.Zero), DateTimeOffset.MaxValue));
        }
    }

    private async Task Kill(ServeProcess server, App app, bool inTheNetworksHands)
    {
        if (inTheNetworksHands)
        {
            lock (_gate)
                (_held, _holding) = (0, true);
            await Until(() => Volatile.Read(ref _held) > 0);
        }
        else
        {
            var lose = _lose = Source();
            await lose.Task;
            lock (_gate)
                (_held, _holding) = (0, true);
        }
        _serving = Source();
        await server.Kill();
        // What half a minute and a whole one would bring.
        await app.Database.QueryAsSuperuser<int>("update platform.jobs set leased_until = now() - interval '1 second' where state = 'running' returning 1");
        await app.Database.QueryAsSuperuser<int>("update platform.effects set leased_until = now() - interval '1 second' where state = 'started' returning 1");
        await server.Start();
        _holding = false;
        _serving.SetResult();
    }

    /// <summary>
    /// The network takes its time before it takes a text. While a kill is prepared it takes none: what it has in hand when the sender dies has not arrived.
    /// Of a text it was told to lose it takes the text and keeps the answer.
    /// </summary>
    private async Task Line(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Path.Value!.EndsWith("/Messages.json", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        var visit = _byPhone[(await context.Request.ReadFormAsync())["To"].ToString()];
        var arrived = TimeProvider.System.GetUtcNow();
        visit.OnItsWay.TrySetResult();
        await Task.Delay(Random.Shared.Next(200, 800), context.RequestAborted);
        bool held;
        lock (_gate)
        {
            held = _holding;
            _held += held ? 1 : 0;
        }
        if (held)
        {
            await Forever(context);
            return;
        }
        var lose = Interlocked.Exchange(ref _lose, null);
        if (lose is not null)
            context.Response.Body = Stream.Null;
        await next(context);
        visit.InHand.Enqueue((arrived, TimeProvider.System.GetUtcNow()));
        visit.OnItsWay = Source();
        Interlocked.Increment(ref _taken);
        if (lose is not null)
        {
            lose.SetResult();
            await Forever(context);
        }
    }

    private static async Task Forever(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
            await Task.Delay(10, limit.Token);
    }

    // But the look that comes every five minutes, which waits for its clinic's place in them.
    private static async Task NoJobIsLeft(App app)
    {
        const string Left =
            """
            select kind || ' ' || state || ' ' || coalesce(last_error, '')
            from   platform.jobs
            where  kind like 'messaging.%'
            and    not (kind = 'messaging.RemindVisits' and state = 'waiting' and attempts = 0 and run_at > now())
            """;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await app.Database.QueryAsSuperuser<string>(Left) is { Count: > 0 } left)
        {
            Assert.False(limit.IsCancellationRequested || left.Any(static job => job.Contains(" dead ", StringComparison.Ordinal)), string.Join("; ", left));
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
