using System.Net.Http.Json;
using System.Text.Json;
using Frontdesk.Messaging;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using NodaTime;

namespace Frontdesk.Tests.Support;

/// <summary>Words for texts in tests.</summary>
public static class MessagingWords
{
    private static int _phones;

    /// <summary>A fictitious number nobody else in the tests has.</summary>
    public static string NewPhone()
    {
        var n = Interlocked.Increment(ref _phones);
        return $"+1{200 + (n / 10_000)}555{n % 10_000:D4}";
    }

    /// <summary>A zone in which it is some minutes past this hour now.</summary>
    public static string ZoneWhereItIs(int hour)
    {
        var offset = hour - SystemClock.Instance.GetCurrentInstant().InUtc().Hour;
        offset = offset > 12 ? offset - 24 : offset < -11 ? offset + 24 : offset;
        // POSIX counts to the west.
        return offset == 0 ? "Etc/UTC" : $"Etc/GMT{(offset > 0 ? "-" : "+")}{Math.Abs(offset)}";
    }

    /// <summary>Puts a visit on the schedule that was booked two days ago.</summary>
    public static async Task<Guid> Visits(this Practice practice, Guid patient, DateTimeOffset startsAt, int practitioner = 0)
    {
        var id = Guid.CreateVersion7();
        await practice.Clinic.Db.Transaction(async tx =>
        {
            Assert.Equal(1, await ClinicSetUp.AddAppointments(tx, [new AppointmentToAdd(id, patient, practice.Practitioners[practitioner], practice.Location, practice.VisitType, startsAt, "booked")], default));
            await tx.Execute("update scheduling.appointments set booked_at = now() - interval '2 days' where id = @id", new { id }, default);
        }, default);
        return id;
    }

    /// <summary>A practice where it is noon now, whatever the hour of the test, and whose Monday is full.</summary>
    public static async Task<(Practice Practice, Person Agent)> FullPractice(this CallDesk desk)
    {
        var zone = ZoneWhereItIs(12);
        var practice = await (await desk.Clinic(timeZone: zone)).Practice(timeZone: zone);
        var filler = await practice.Clinic.Patient("Filler Visit");
        await practice.Clinic.Db.Transaction(tx => ClinicSetUp.AddAppointments(tx,
            [.. Enumerable.Range(0, 20).Select(half => new AppointmentToAdd(Guid.CreateVersion7(), filler, practice.Practitioner, practice.Location, practice.VisitType, practice.At("08:00").AddMinutes(30 * half), "booked"))], default), default);
        return (practice, await practice.Clinic.Supervisor());
    }

    /// <summary>Somebody who waits for that Monday, with a telephone.</summary>
    public static async Task<(string Phone, Guid Patient, Guid Entry)> WaitsWithPhone(this Practice practice, Person agent, string language = "en", string? phone = null)
    {
        phone ??= NewPhone();
        var patient = await agent.Patient(phone, language: language);
        return (phone, patient, await practice.Waits(agent, patient));
    }

    /// <summary>A whole minute about so far ahead: a visit that starts then fell due that long before, a moment ago.</summary>
    public static DateTimeOffset In(TimeSpan ahead)
    {
        var at = TimeProvider.System.GetUtcNow() + ahead;
        return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
    }

    /// <summary>Looks for reminders that are due, as every five minutes, and waits until they are sent.</summary>
    public static async Task RemindersAreSent(this Clinic clinic)
    {
        await clinic.Db.Enqueue(new RemindVisits(), null, null, default);
        await clinic.TextsAreSent();
    }

    /// <summary>Waits until no job of Messaging is left that could run.</summary>
    public static async Task TextsAreSent(this Clinic clinic)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (await clinic.Db.QueryOne<int>("select count(*)::int from platform.jobs where kind like 'messaging.%' and (state <> 'waiting' or run_at <= now())", null, limit.Token) > 0)
            await Task.Delay(20, limit.Token);
    }

    /// <summary>Somebody texts the clinic; returns when that was heard, done and answered.</summary>
    public static async Task Says(this Telephone telephone, Clinic clinic, string phone, string words)
    {
        using var answer = await telephone.Hands.PostAsJsonAsync("/phone/api/texts", new { from = phone, to = clinic.Tenant.Phone, body = words });
        answer.EnsureSuccessStatusCode();
        var sid = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messageSid").GetString();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!await clinic.Db.QueryOne<bool>("select exists (select from messaging.received_texts where vendor_id = @sid)", new { sid }, limit.Token))
            await Task.Delay(20, limit.Token);
        await clinic.TextsAreSent();
    }

    /// <summary>The form of a text to the clinic.</summary>
    public static Dictionary<string, string> TextForm(Clinic clinic, string phone, string words, string? sid = null) => new(StringComparer.Ordinal)
    {
        ["MessageSid"] = sid ?? $"SM{Guid.CreateVersion7():N}",
        ["From"] = phone,
        ["To"] = clinic.Tenant.Phone,
        ["Body"] = words,
        ["NumMedia"] = "0",
    };

    /// <summary>What came to this telephone, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> Read(this Telephone telephone, string phone) =>
        [.. (await telephone.Texts(phone)).Where(text => text.GetProperty("to").GetString() == phone).Reverse().Select(static text => text.GetProperty("body").GetString()!)];

    /// <summary>The so-manieth text on this telephone, once it came.</summary>
    public static async Task<string> Hears(this Telephone telephone, string phone, int number = 1)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (true)
        {
            if (await telephone.Read(phone) is { } texts && texts.Count >= number)
                return texts[number - 1];
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>What one text says, of several that must be this many.</summary>
    public static async Task<string> ReadOne(this Telephone telephone, string phone) => Assert.Single(await telephone.Read(phone));
}
