using System.ComponentModel.DataAnnotations;
using System.Text;
using Dapper;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Patients;

/// <summary>
/// One box finds patients by phone in any spelling, by its last digits, by name prefixes in any order, by birth date as people write it, by record number, and by any of them together.
/// Shows who it probably is, never the chart.
/// </summary>
internal static class FindPatients
{
    /// <param name="Limit">1–50, default 20.</param>
    public sealed record Request([property: Required, StringLength(200)] string Query, [property: Range(1, 50)] int Limit = 20);

    public sealed record Response(IReadOnlyList<Found> Results, bool Truncated);

    /// <param name="Age">Whole years today; on the day of death for one who died.</param>
    /// <param name="MrnLast4">The last four signs of the record number, null without one.</param>
    /// <param name="PhoneLast4">Of the phone that was looked for, else of the first one.</param>
    /// <param name="MatchedOn"><c>phone</c>, <c>mrn</c>, <c>birth_date</c> or <c>name</c>.</param>
    public sealed record Found(Guid PatientId, string Name, int Age, string Sex, string? MrnLast4, string? PhoneLast4, string MatchedOn, bool Deceased);

    private sealed record Row(Guid PatientId, string Name, DateOnly BirthDate, string Sex, DateOnly? DeceasedOn, string? MrnLast4, string? PhoneLast4, string MatchedOn);

    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapPost("/search", Handle)
        .WithName(nameof(FindPatients))
        .Requires<SearchPatients>()
        .Audited("patients.searched")
        .RateLimited(RateClass.Search);

    internal static async Task<Ok<Response>> Handle(Request request, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var today = ClinicCalendar.Today(db.Tenant, clock);
        var terms = SearchTerms.Read(request.Query, today);
        if (terms.All.Count == 0)
            return TypedResults.Ok(new Response([], false));

        var (sql, arguments) = Statement(terms, request.Limit);
        var rows = await db.Disclose<Row>(Purpose.Operations, sql, arguments, ct);
        return TypedResults.Ok(new Response(
            [.. rows.Take(request.Limit).Select(row => new Found(
                row.PatientId, row.Name, ClinicCalendar.Age(row.BirthDate, row.DeceasedOn ?? today), row.Sex, row.MrnLast4, row.PhoneLast4, row.MatchedOn, row.DeceasedOn is not null))],
            rows.Count > request.Limit));
    }

    /// <summary>
    /// The term that fits fewest patients drives, each of its readings by its own index; the other terms are asked of each candidate by primary key.
    /// Text of the statement comes from the shape of the terms only; what was typed is always a parameter.
    /// </summary>
    internal static (string Sql, DynamicParameters Arguments) Statement(SearchTerms terms, int limit)
    {
        var arguments = new DynamicParameters();
        arguments.Add("Limit", limit + 1);
        var ordered = terms.All.OrderBy(Breadth).ToList();
        for (var i = 0; i < ordered.Count; i++)
            Add(arguments, ordered[i], i);

        var others = new StringBuilder();
        for (var i = 1; i < ordered.Count; i++)
            others.Append(Fits(ordered[i], i));
        return ($"{Driver(ordered[0], others.ToString())}\n{Show}", arguments);
    }

    private static int Breadth(SearchTerms.Term term) => term switch
    {
        { E164: not null } => 0,
        { BornFrom: null, Word: null } => 1,
        { BornFrom: { } from } when from[0] == term.BornTo![0] => 2,
        { Word: { } word } => 200 - word.Length,
        _ => 300,
    };

    // Up and until the end of the prefix: under the C collation, and whatever the plan, a range of the index.
    private static void Add(DynamicParameters arguments, SearchTerms.Term term, int i)
    {
        void Prefix(string name, string? from)
        {
            arguments.Add($"{name}{i}From", from);
            arguments.Add($"{name}{i}To", from + "\U0010FFFF");
        }

        if (term.Word is not null)
            Prefix("Word", term.Word);
        if (term is { Number: not null, E164: not null })
            arguments.Add($"Number{i}", term.Number);
        else if (term.Number is not null)
            Prefix("Number", term.Number);
        if (term.Digits is not null)
            Prefix("Digits", term.Digits);
        if (term.E164 is not null)
            arguments.Add($"E164{i}", term.E164);
        if (IsYear(term))
        {
            arguments.Add($"Born{i}From", term.BornFrom![0]);
            arguments.Add($"Born{i}To", term.BornTo![0]);
        }
        else if (term.BornFrom is not null)
        {
            arguments.Add($"Born{i}", term.BornFrom);
        }
    }

    private static bool IsYear(SearchTerms.Term term) => term.BornFrom is { } from && from[0] != term.BornTo![0];

    // What is a whole phone number is a whole record number or none. With ranges of unknown width the planner would plan the commonest search anew each time.
    private static string Numbered(SearchTerms.Term term, int i, string table) =>
        term.E164 is not null ? $"{table}.search_value = @Number{i}" : $"{table}.search_value >= @Number{i}From and {table}.search_value < @Number{i}To";

    private static string Born(SearchTerms.Term term, int i, string table) =>
        IsYear(term) ? $"{table}.birth_date between @Born{i}From and @Born{i}To" : $"{table}.birth_date = any (@Born{i}::date[])";

    // The lateral limit makes each candidate a look-up by primary key, whatever the planner believes about their number.
    private static string Driver(SearchTerms.Term term, string others)
    {
        var readings = new List<string>();
        if (term.E164 is not null)
            readings.Add($"(select patient_id, 1 as rank from patients.phones c where c.e164 = @E1640{others} limit 100)");
        if (term.Digits is not null)
            readings.Add($"(select patient_id, 1 as rank from patients.phones c where c.reversed >= @Digits0From and c.reversed < @Digits0To{others} limit 100)");
        if (term.Number is not null)
            readings.Add($"(select patient_id, 2 as rank from patients.identifiers c where {Numbered(term, 0, "c")}{others} limit 100)");
        if (term.BornFrom is not null)
            readings.Add($"(select c.id as patient_id, 3 as rank from patients.patients c where {Born(term, 0, "c")}{others.Replace("c.patient_id", "c.id", StringComparison.Ordinal)} limit 200)");
        if (term.Word is not null)
            readings.Add($"(select patient_id, 4 as rank from patients.name_words c where c.word >= @Word0From and c.word < @Word0To{others} order by c.word, c.patient_id limit 200)");
        return
            $"""
            select p.id as "PatientId", concat_ws(' ', p.given_name, p.family_name) as "Name", p.birth_date as "BirthDate", p.sex as "Sex", p.deceased_on as "DeceasedOn",
                   (select right(i.value, 4) from patients.identifiers i where i.patient_id = p.id and i.type = 'MR' limit 1) as "MrnLast4",
                   {(term.E164 is null ? "" : "case when f.rank = 1 then right(@E1640, 4) else ")}(select right(h.e164, 4) from patients.phones h where h.patient_id = p.id and h.e164 is not null order by h.id limit 1){(term.E164 is null ? "" : " end")} as "PhoneLast4",
                   case f.rank when 1 then 'phone' when 2 then 'mrn' when 3 then 'birth_date' else 'name' end as "MatchedOn"
            from   (select u.patient_id, min(u.rank) as rank
                    from   ({string.Join("\n                            union all ", readings)}) u
                    group  by u.patient_id) f
            cross  join lateral (select x.* from patients.patients x where x.id = f.patient_id limit 1) p
            """;
    }

    private const string Show =
        """
        order  by f.rank, p.sort_name, p.id
        limit  @Limit
        """;

    private static string Fits(SearchTerms.Term term, int i)
    {
        var readings = new List<string>();
        if (term.E164 is not null)
            readings.Add($"exists (select from patients.phones x where x.patient_id = c.patient_id and x.e164 = @E164{i})");
        if (term.Digits is not null)
            readings.Add($"exists (select from patients.phones x where x.patient_id = c.patient_id and x.reversed >= @Digits{i}From and x.reversed < @Digits{i}To)");
        if (term.Number is not null)
            readings.Add($"exists (select from patients.identifiers x where x.patient_id = c.patient_id and {Numbered(term, i, "x")})");
        if (term.BornFrom is not null)
            readings.Add($"exists (select from patients.patients x where x.id = c.patient_id and {Born(term, i, "x")})");
        if (term.Word is not null)
            readings.Add($"exists (select from patients.name_words x where x.patient_id = c.patient_id and x.word >= @Word{i}From and x.word < @Word{i}To)");
        // "is true" keeps the planner from turning the question into a join that reads the whole table.
        return $"\n and ({string.Join(" or ", readings)}) is true";
    }
}
