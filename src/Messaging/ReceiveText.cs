using System.Text.RegularExpressions;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Worklist;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Messaging;

/// <summary>
/// A text comes in. It is noted by Twilio's id and done in one transaction: told twice, it is done once. A word is understood by the last text we sent to that
/// number; what is not understood a person reads. What is texted back is <see cref="AnswerText"/>'s.
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

    internal static async Task<ContentHttpResult> Handle(TwilioForm form, TenantDb db, TenantDbFactory doors, CancellationToken ct)
    {
        if (form["MessageSid"] is { Length: <= 64 } sid && form["From"] is { } from && E164().IsMatch(from))
        {
            // The program acts, for whoever holds the telephone: it is no session that could act for anybody.
            var program = doors.For(db.Tenant, Actor.System, db.RequestId, "text.received");
            await program.Transaction(tx => Read(tx, new Incoming(Guid.CreateVersion7(), sid, from, Body(form), form["OptOutType"]), ct), ct);
        }
        // An empty document: what we answer, we send ourselves, once.
        return TypedResults.Text("<Response/>", "text/xml");
    }

    /// <param name="OptOut">STOP, START or HELP when Twilio took it for that, by the words its account is set up with, and has answered it itself.</param>
    private sealed record Incoming(Guid Id, string Sid, string From, string Body, string? OptOut);

    /// <summary>The text of ours that this number had last.</summary>
    private sealed record Ours(Guid Id, string Purpose, Guid SubjectId, DateTimeOffset? SubjectAt, string Language, Guid? PatientId);

    private sealed record Reminded(Guid AppointmentId, DateTimeOffset StartsAt);

    private sealed record Reader(Guid PatientId, string? Language);

    private static string Body(TwilioForm form) => form["Body"] is { } body ? (body.Length <= LongestBody ? body : body[..LongestBody]).Replace("\0", "", StringComparison.Ordinal) : "";

    private static async Task Read(TenantTransaction tx, Incoming text, CancellationToken ct)
    {
        var (intent, spoken) = ReplyWords.Read(text.Body);
        intent = text.OptOut switch
        {
            "STOP" => ReplyIntent.Stop,
            "START" => ReplyIntent.Start,
            "HELP" => ReplyIntent.Help,
            _ => intent,
        };
        var ours = await tx.QueryOne<Ours>(LastSql, text, ct);
        var language = TextLanguage.Choose(spoken ?? ours?.Language ?? await LanguageOf(tx, text.From, ct), tx.Tenant.Languages);
        var meaning = Meaning(intent, ours);
        if (await tx.Execute(NoteSql, new { text.Id, text.Sid, text.From, Meaning = meaning, MessageId = ours?.Id, Language = language }, ct) == 0)
            return;

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
            _ => await HandOver(tx, text, ours, ct),
        };
        // Who was answered by Twilio is not answered twice.
        if (text.OptOut is null && await tx.QueryOne<bool>(AnswerSql, new { text.Id, Answer = answer, Most = MostAnswers }, ct))
            await tx.Enqueue(new AnswerText(text.Id), ct);
    }

    private static string Meaning(ReplyIntent intent, Ours? ours) => (intent, ours?.Purpose) switch
    {
        (ReplyIntent.Stop, _) => "stop",
        (ReplyIntent.Start, _) => "start",
        (ReplyIntent.Help, _) => "help",
        (ReplyIntent.Yes, "reminder") => "confirm",
        (ReplyIntent.No, "reminder") => "cancel",
        (ReplyIntent.Yes, "waitlist_offer" or "waitlist_news") => "accept",
        (ReplyIntent.No, "waitlist_offer" or "waitlist_news") => "decline",
        _ => "other",
    };

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

    // Yes is said of all this number was reminded of, no must be said of one. What they answer is the last text: is its visit gone, they speak of none.
    private static async Task<string> Confirm(TenantTransaction tx, string from, Ours ours, CancellationToken ct)
    {
        var visits = await tx.Query<Reminded>(RemindedSql, new { From = from }, ct);
        if (!await VisitReplies.Confirm(tx, ours.SubjectId, ours.SubjectAt!.Value, ct))
            return "changed";
        foreach (var visit in visits)
            await VisitReplies.Confirm(tx, visit.AppointmentId, visit.StartsAt, ct);
        return visits.Count > 1 ? "all_confirmed" : "confirmed";
    }

    private static async Task<string> Cancel(TenantTransaction tx, string from, Ours ours, CancellationToken ct)
    {
        var visits = await tx.Query<Reminded>(RemindedSql, new { From = from }, ct);
        if (visits.All(visit => visit.AppointmentId != ours.SubjectId))
            return "changed";
        if (visits.Count > 1)
            return "which";
        return await VisitReplies.Cancel(tx, ours.SubjectId, ours.SubjectAt!.Value, ct) ? "cancelled" : "changed";
    }

    private static async Task<string> HandOver(TenantTransaction tx, Incoming text, Ours? ours, CancellationToken ct)
    {
        var patient = ours?.PatientId ?? (await Callers.FindByPhone(tx, text.From, ct) is [var only] ? only.PatientId : null);
        var due = QuietHours.After(await tx.QueryOne<DateTimeOffset>("select now() + interval '2 hours'", null, ct), tx.Tenant.TimeZone);
        await WorkItems.Add(tx, new WorkItem(WorkItemKind.TextReply, text.Id, due, new { text.Body, text.From }, patient), ct);
        return "other";
    }

    private static async Task<string?> LanguageOf(TenantTransaction tx, string from, CancellationToken ct) =>
        (await tx.Disclose<Reader>(Purpose.Operations, ReaderSql, new { From = from }, ct)).Select(static reader => reader.Language).FirstOrDefault(static language => language is not null);

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.NonBacktracking)]
    private static partial Regex E164();

    internal const string LastSql =
        """
        select id as "Id", purpose as "Purpose", subject_id as "SubjectId", subject_at as "SubjectAt", language as "Language", patient_id as "PatientId"
        from   messaging.messages
        where  to_e164 = @From
        and    subject_id is not null
        and    status <> 'failed'
        order  by created_at desc
        limit  1
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

    // Visits this number was reminded of that are still where the reminder said.
    internal const string RemindedSql =
        """
        select distinct u.appointment_id as "AppointmentId", u.starts_at as "StartsAt"
        from   messaging.messages m
        join   scheduling.upcoming u on u.appointment_id = m.subject_id and u.starts_at = m.subject_at
        where  m.to_e164 = @From
        and    m.subject_id is not null
        and    m.purpose = 'reminder'
        and    m.status <> 'failed'
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
