using System.Text.RegularExpressions;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Worklist;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Messaging;

/// <summary>
/// A text comes in. It is noted by Twilio's id and done in one transaction: told twice, it is done once. A word is the answer to the newest text of ours that asked
/// for that word; where another text is what can be answered, the answer is how. What else is not understood, or comes from a number that is the patient's no longer,
/// a person reads. What is texted back is <see cref="AnswerText"/>'s.
/// </summary>
internal static partial class ReceiveText
{
    /// <summary>Texts that one number is answered within an hour; what they mean is done nevertheless.</summary>
    internal const int MostAnswers = 10;

    private const int LongestBody = 1600;

    public static void Map(IEndpointRouteBuilder messaging) => messaging
        .MapPost("/twilio/text", Handle)
        .WithName(nameof(ReceiveText))
        .Audited("text.received")
        .FromTwilio();

    internal static async Task<ContentHttpResult> Handle(TwilioForm form, TenantDb db, TenantDbFactory doors, QuietHours quiet, CancellationToken ct)
    {
        if (form["MessageSid"] is { Length: <= 64 } sid && form["From"] is { } from && E164().IsMatch(from))
        {
            // The program acts, for whoever holds the telephone: it is no session that could act for anybody.
            var program = doors.For(db.Tenant, Actor.System, db.RequestId, "text.received");
            var text = new Incoming(Guid.CreateVersion7(), sid, from, Body(form), form["OptOutType"]);
            try
            {
                await program.Transaction(tx => Read(tx, text, isSettled: true, quiet, ct), ct);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await program.Transaction(tx => Read(tx, text, isSettled: false, quiet, ct), ct);
            }
        }
        // An empty document: what we answer, we send ourselves, once.
        return TypedResults.Text("<Response/>", "text/xml");
    }

    /// <param name="OptOut">STOP, START or HELP when Twilio took it for that, by the words its account is set up with, and has answered it itself.</param>
    private sealed record Incoming(Guid Id, string Sid, string From, string Body, string? OptOut);

    /// <summary>The text of ours that this number had last: whom an answer in their own words is about.</summary>
    private sealed record Last(Guid Id, string Language, Guid? PatientId, bool IsTheirs);

    /// <summary>A text of ours that asked for an answer: of its purpose the newest that is open, or the newest.</summary>
    /// <param name="IsOpen">The answer would do something: the visit is booked at that time, the offer may be taken.</param>
    /// <param name="IsTheirs">The patient may still be texted at this number.</param>
    private sealed record Asked(Guid Id, string Purpose, Guid SubjectId, DateTimeOffset SubjectAt, bool IsOpen, bool IsNewest, bool IsTheirs);

    private sealed record Reminded(Guid AppointmentId, DateTimeOffset StartsAt);

    private sealed record Reader(Guid PatientId, string? Language);

    private static string Body(TwilioForm form) => form["Body"] is { } body ? (body.Length <= LongestBody ? body : body[..LongestBody]).Replace("\0", "", StringComparison.Ordinal) : "";

    /// <param name="isSettled">What is being texted to that number has the network's answer first: until then nobody can say that it was asked. Where that could not be
    /// waited for, a word does nothing but STOP, and a person reads it: Twilio does not tell of a text again.</param>
    private static async Task Read(TenantTransaction tx, Incoming text, bool isSettled, QuietHours quiet, CancellationToken ct)
    {
        if (isSettled)
            await StoppedNumbers.Settle(tx, text.From, ct);
        var last = await tx.QueryOne<Last>(LastSql, text, ct);
        var questions = await tx.Query<Asked>(AskedSql, text, ct);
        var (intent, spoken) = ReplyWords.Read(text.Body);
        intent = text.OptOut switch
        {
            "STOP" when intent is not ReplyIntent.StopOrCancel => ReplyIntent.Stop,
            // YES is one of Twilio's words for it, and what we ask for.
            "START" when intent is not ReplyIntent.Yes || questions.Count == 0 => ReplyIntent.Start,
            "HELP" => ReplyIntent.Help,
            _ when !isSettled && intent is not (ReplyIntent.Stop or ReplyIntent.StopOrCancel) => ReplyIntent.Other,
            _ => intent,
        };
        var (meaning, ours) = Understand(intent, questions);
        var language = TextLanguage.Choose(spoken ?? last?.Language ?? await LanguageOf(tx, text.From, ct), tx.Tenant.Languages);
        var answered = ours?.Id ?? (last is { IsTheirs: true } ? last.Id : null);
        if (await tx.Execute(NoteSql, new { text.Id, text.Sid, text.From, Meaning = meaning, MessageId = answered, Language = language }, ct) == 0)
            return;
        if (text.OptOut == "START")
            await StoppedNumbers.Start(tx, text.From, ct);

        // An offer is answered by the job: the waitlist has a transaction of its own, and lets the same answer come twice.
        if (meaning is "accept" or "decline")
        {
            await tx.Enqueue(new AnswerText(text.Id), ct);
            return;
        }
        var answer = meaning switch
        {
            "stop" => await Stop(tx, text, ct),
            "start" => await Start(tx, text, ct),
            "help" => "help",
            "confirm" => await Confirm(tx, text.From, ours!, ct),
            "cancel" => await Cancel(tx, text.From, ours!, ct),
            "unclear" => ours!.Purpose == "reminder" ? "c_or_x" : "y_or_n",
            _ => await HandOver(tx, text, last, quiet, ct),
        };
        // They have no more texts now and cannot be asked, but a person can call.
        if (intent is ReplyIntent.StopOrCancel && questions.Any(static asked => asked is { Purpose: "reminder", IsOpen: true }))
            await HandOver(tx, text, last, quiet, ct);
        // Who was answered by Twilio is not answered twice; of what a yes came to, Twilio knows nothing.
        if ((text.OptOut is null || intent is ReplyIntent.Yes) && await tx.QueryOne<bool>(AnswerSql, new { text.Id, Answer = answer, Most = MostAnswers }, ct))
            await tx.Enqueue(new AnswerText(text.Id), ct);
    }

    /// <summary>What a text means, and which of ours it answers.</summary>
    /// <param name="questions">Newest first.</param>
    private static (string Meaning, Asked? Ours) Understand(ReplyIntent intent, IReadOnlyList<Asked> questions)
    {
        var (meaning, purpose) = intent switch
        {
            ReplyIntent.Stop or ReplyIntent.StopOrCancel => ("stop", null),
            ReplyIntent.Start => ("start", null),
            ReplyIntent.Help => ("help", null),
            ReplyIntent.Confirm => ("confirm", "reminder"),
            ReplyIntent.Cancel => ("cancel", "reminder"),
            ReplyIntent.Yes => ("accept", "waitlist_offer"),
            ReplyIntent.No => ("decline", "waitlist_offer"),
            _ => ("other", null),
        };
        if (purpose is null)
            return (meaning, null);
        // That a question is over is said to who answers it, unless a newer one is open: of that one it is the wrong word.
        return (questions.FirstOrDefault(asked => asked.Purpose == purpose && asked.IsOpen) ?? questions.FirstOrDefault(asked => asked.Purpose == purpose || asked.IsOpen)) switch
        {
            null or { IsTheirs: false } => ("other", null),
            var asked => (asked.Purpose == purpose ? meaning : "unclear", asked),
        };
    }

    private static async Task<string> Stop(TenantTransaction tx, Incoming text, CancellationToken ct)
    {
        await StoppedNumbers.Stop(tx, text.From, text.Body.Trim() is { Length: > 0 and <= 20 } word ? word : "STOP", ct);
        return "stopped";
    }

    private static async Task<string> Start(TenantTransaction tx, Incoming text, CancellationToken ct)
    {
        await StoppedNumbers.Start(tx, text.From, ct);
        return "started";
    }

    // C is said of all this number was reminded of, X must be said of one. What they answer is the last reminder: is its visit gone, none is cancelled for it.
    private static async Task<string> Confirm(TenantTransaction tx, string from, Asked ours, CancellationToken ct)
    {
        var visits = await tx.Query<Reminded>(RemindedSql, new { From = from }, ct);
        if (!await VisitReplies.Confirm(tx, ours.SubjectId, ours.SubjectAt, ct))
            return "changed";
        foreach (var visit in visits)
            await VisitReplies.Confirm(tx, visit.AppointmentId, visit.StartsAt, ct);
        return visits.Count > 1 ? "all_confirmed" : "confirmed";
    }

    private static async Task<string> Cancel(TenantTransaction tx, string from, Asked ours, CancellationToken ct)
    {
        var visits = await tx.Query<Reminded>(RemindedSql, new { From = from }, ct);
        if (!ours.IsNewest || visits.All(visit => visit.AppointmentId != ours.SubjectId))
            return "changed";
        if (visits.Count > 1)
            return "which";
        return await VisitReplies.Cancel(tx, ours.SubjectId, ours.SubjectAt, ct) ? "cancelled" : "changed";
    }

    private static async Task<string> HandOver(TenantTransaction tx, Incoming text, Last? last, QuietHours quiet, CancellationToken ct)
    {
        var patient = (last is { IsTheirs: true } ? last.PatientId : null) ?? (await Callers.FindByPhone(tx, text.From, ct) is [var only] ? only.PatientId : null);
        var due = quiet.After(await tx.QueryOne<DateTimeOffset>("select now() + interval '2 hours'", null, ct), tx.Tenant.TimeZone);
        await WorkItems.Add(tx, new WorkItem(WorkItemKind.TextReply, text.Id, due, new { text.Body, text.From }, patient), ct);
        return "other";
    }

    private static async Task<string?> LanguageOf(TenantTransaction tx, string from, CancellationToken ct) =>
        (await tx.Disclose<Reader>(Purpose.Operations, ReaderSql, new { From = from }, ct)).Select(static reader => reader.Language).FirstOrDefault(static language => language is not null);

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.NonBacktracking)]
    private static partial Regex E164();

    // Of these texts the network said that they are on their way: who answers has one of them.
    private const string Reached = "m.to_e164 = @From and m.subject_id is not null and m.status in ('queued', 'sent', 'delivered')";

    private const string Theirs = "exists (select from patients.textable_numbers t where t.patient_id = m.patient_id and t.e164 = m.to_e164)";

    internal const string LastSql =
        $"""
        select m.id as "Id", m.language as "Language", m.patient_id as "PatientId", {Theirs} as "IsTheirs"
        from   messaging.messages m
        where  {Reached}
        order  by m.created_at desc
        limit  1
        """;

    // A reminder is answered until the visit begins. An offer is over in half an hour, and who says yes to it later that day is told so.
    internal const string AskedSql =
        $"""
        with asked as (
            select m.*, m.created_at = max(m.created_at) over (partition by m.purpose) as is_newest,
                   exists (
                       select
                       from   scheduling.upcoming u
                       where  u.appointment_id = m.subject_id
                       and    u.starts_at = m.subject_at
                       and    u.status = 'booked')
                   or exists (
                       select
                       from   scheduling.open_offers o
                       where  o.offer_id = m.subject_id
                       and    o.state = 'open'
                       and    o.expires_at > now()) as is_open
            from   messaging.messages m
            where  {Reached}
            and    (m.purpose = 'reminder' and m.subject_at > now() or m.purpose = 'waitlist_offer' and m.created_at > now() - interval '1 day')
        ),
        answerable as (
            select distinct on (purpose) *
            from   asked
            order  by purpose, is_open desc, created_at desc
        )
        select m.id as "Id", m.purpose as "Purpose", m.subject_id as "SubjectId", m.subject_at as "SubjectAt", m.is_open as "IsOpen", m.is_newest as "IsNewest", {Theirs} as "IsTheirs"
        from   answerable m
        order  by m.created_at desc
        """;

    internal const string ReaderSql =
        """
        select patient_id as "PatientId", language as "Language"
        from   patients.textable_numbers
        where  e164 = @From
        order  by place, phone_id
        limit  20
        """;

    internal const string NoteSql =
        """
        insert into messaging.received_texts (id, vendor_id, from_e164, meaning, message_id, language)
        values (@Id, @Sid, @From, @Meaning, @MessageId, @Language)
        on conflict (tenant_id, vendor_id) do nothing
        """;

    // Visits this number was reminded of that are still where the reminder said, of patients who may still be texted there.
    internal const string RemindedSql =
        $"""
        select distinct u.appointment_id as "AppointmentId", u.starts_at as "StartsAt"
        from   messaging.messages m
        join   scheduling.upcoming u on u.appointment_id = m.subject_id and u.starts_at = m.subject_at
        where  {Reached}
        and    {Theirs}
        and    m.purpose = 'reminder'
        and    u.status = 'booked'
        and    u.starts_at > now()
        """;

    // Whether it is answered at all. That a person reads it is said once a day.
    internal const string AnswerSql =
        """
        with lately as (
            select count(*) filter (where r.received_at > now() - interval '1 hour') as answers, count(*) filter (where r.answer = 'other') as others
            from   messaging.received_texts t
            join   messaging.received_texts r on r.from_e164 = t.from_e164
            where  t.id = @Id
            and    r.received_at > now() - interval '1 day'
            and    r.answer is not null
        ),
        answered as (
            update messaging.received_texts t
            set    answer = @Answer
            from   lately l
            where  t.id = @Id
            and    l.answers < @Most
            and    (@Answer <> 'other' or l.others = 0)
            returning 1
        )
        select exists (select from answered)
        """;
}
