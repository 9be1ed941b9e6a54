using System.Text.Json;
using Dapper;
using Frontdesk.Patients;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Patients;

public sealed class PatientsContractsTests(App app) : AppTest(app)
{
    [Fact]
    public async Task Who_may_be_calling_is_found_by_the_number_and_on_the_record()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var rosa = await agent.Registers("Rosa", "Vega", "1980-01-02", "312-555-0123");
        var luz = await agent.Registers("Luz", "Vega", "2015-05-06", "(312) 555 0123");
        await clinic.Db.Execute("update patients.phones set owner = 'parent' where patient_id = @luz", new { luz }, CancellationToken.None);

        var callers = await Callers.FindByPhone(clinic.Db, "+13125550123", CancellationToken.None);

        Assert.Equal([new KnownCaller(rosa, "Rosa Vega", "self"), new KnownCaller(luz, "Luz Vega", "parent")], callers);
        Assert.Equal([2L], await App.Database.QueryAsSuperuser<long>("select count(*) from audit.reads where tenant_id = @Id and purpose = 'TREAT' and action = 'test.arranged'", new { clinic.Tenant.Id }));
        Assert.Empty(await Callers.FindByPhone((await App.Clinic()).Db, "+13125550123", CancellationToken.None));
        Assert.Empty(await Callers.FindByPhone(clinic.Db, "", CancellationToken.None));
    }

    [Theory]
    [InlineData("1985-03-14", SecondIdentifier.FullName, "María García", true)]
    [InlineData("1985-03-14", SecondIdentifier.FullName, "garcia lopez maria elena", true)]
    [InlineData("1985-03-14", SecondIdentifier.FullName, "Elena López", true)]
    [InlineData("1985-03-14", SecondIdentifier.FullName, "María", false)]
    [InlineData("1985-03-14", SecondIdentifier.FullName, "García López", false)]
    [InlineData("1985-03-14", SecondIdentifier.FullName, "María García Soto", false)]
    [InlineData("1985-03-14", SecondIdentifier.FullName, "", false)]
    [InlineData("1985-03-15", SecondIdentifier.FullName, "María García", false)]
    [InlineData("1985-03-14", SecondIdentifier.PostalCode, "60614", true)]
    [InlineData("1985-03-14", SecondIdentifier.PostalCode, "60614-9999", true)]
    [InlineData("1985-03-14", SecondIdentifier.PostalCode, "60615", false)]
    [InlineData("1985-03-14", SecondIdentifier.PostalCode, "6061", false)]
    [InlineData("1985-03-14", SecondIdentifier.PostalCode, "", false)]
    [InlineData("1985-03-14", SecondIdentifier.Mrn, "mr 00412", true)]
    [InlineData("1985-03-14", SecondIdentifier.Mrn, "00412", false)]
    [InlineData("1984-03-14", SecondIdentifier.Mrn, "MR-00412", false)]
    public async Task Two_identifiers_match_or_they_do_not(string birthDate, SecondIdentifier kind, string value, bool match)
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var id = await agent.Registers("María Elena", "García López", "1985-03-14", "312-555-0123", "MR-00412");
        await agent.Registers("Ana", "Soto", "1984-03-14", "312-555-0124", "00412");
        Assert.Equal(match, await clinic.Db.Transaction(tx => Charts.MatchIdentifiers(tx, id, DateOnly.Parse(birthDate), kind, value, CancellationToken.None), CancellationToken.None));
        Assert.False(await clinic.Db.Transaction(tx => Charts.MatchIdentifiers(tx, Guid.CreateVersion7(), DateOnly.MinValue, kind, value, CancellationToken.None), CancellationToken.None));
    }

    [Fact]
    public async Task A_verified_call_opens_the_chart_to_the_agent_for_a_time()
    {
        var clinic = await App.Clinic();
        var id = await (await clinic.Agent()).Registers("Ana", "Ruiz", "1985-03-14");
        var agent = await clinic.Agent();
        await clinic.Db.Transaction(tx => Charts.UnlockChart(tx, agent.AccountId, id, Guid.CreateVersion7(), TimeProvider.System.GetUtcNow().AddMinutes(5), CancellationToken.None), CancellationToken.None);
        Assert.Contains("Ruiz", (await agent.Get($"patients/{id}")).Text);
    }

    // One clinic with most of the rows, read as the application: a predicate that cannot use its index under row level security would read them all.
    [Fact]
    public async Task Every_way_of_searching_uses_an_index_in_a_clinic_of_thirty_thousand()
    {
        var clinic = await App.Clinic();
        await using var superuser = await App.Database.Open();
        // Without triggers: what is measured is reading.
        await superuser.ExecuteAsync(
            $"""
            set session_replication_role = replica;
            select set_config('app.tenant_id', '{clinic.Tenant.Id}', false);
            insert into patients.patients (id, given_name, family_name, sort_name, birth_date)
            select md5('p' || n)::uuid, 'Given' || n % 500, 'Family' || n % 3000, 'family' || n % 3000 || ' given' || n % 500, date '1930-01-01' + (n * 7) % 34000 from generate_series(1, 30000) n;
            insert into patients.name_words (patient_id, word) select md5('p' || n)::uuid, w from generate_series(1, 30000) n, unnest(array['given' || n % 500, 'family' || n % 3000]) w;
            insert into patients.phones (id, patient_id, e164, reversed, as_given) select md5('h' || n)::uuid, md5('p' || n)::uuid, '+1312' || lpad(n::text, 7, '2'), reverse('1312' || lpad(n::text, 7, '2')), n::text from generate_series(1, 30000) n;
            insert into patients.identifiers (id, patient_id, type, system, value, search_value) select md5('i' || n)::uuid, md5('p' || n)::uuid, 'MR', 'urn:test', 'MR' || lpad(n::text, 7, '0'), 'MR' || lpad(n::text, 7, '0') from generate_series(1, 30000) n;
            reset session_replication_role;
            select set_config('app.tenant_id', '', false);
            analyze patients.patients, patients.name_words, patients.phones, patients.identifiers
            """, commandTimeout: 120);

        var today = new DateOnly(2026, 11, 22);
        // No prefix that every name bears: reading all of them is then the right plan, and which it is depends on the sample that ANALYZE took.
        var statements = new[] { "312 222 5000", "5000", "MR0005", "3/14/1985", "family1234", "given77 family77", "family123 given12 1985", "gi 03141985", "family2999 MR00" }
            .Select(query => (Query: query, Statement: FindPatients.Statement(SearchTerms.Read(query, today), 20)))
            .Select(one => (one.Query, one.Statement.Sql, (object)one.Statement.Arguments))
            .Append(("caller", Callers.Sql, new { E164 = "+13122225000" }))
            .Append(("sign-in", FinishSignIn.CandidatesSql, new { E164 = "+13122225000", BirthDate = today }))
            .Append(("chart", Chart.Sql, new { PatientId = Guid.CreateVersion7() }));
        foreach (var (query, sql, arguments) in statements)
        {
            var plan = string.Join('\n', await clinic.Db.Query<string>("explain (analyze, format json, timing off) " + sql, arguments, CancellationToken.None));
            Assert.False(plan.Contains("Seq Scan", StringComparison.Ordinal), $"{query}: {plan}");
            var removed = Numbers(JsonDocument.Parse(plan).RootElement, "Rows Removed by Filter").Sum();
            Assert.True(removed < 1000, $"{query} removes {removed} rows: {plan}");
        }
    }

    private static IEnumerable<double> Numbers(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(child => Numbers(child, name)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Name == name ? [property.Value.GetDouble()] : Numbers(property.Value, name)),
        _ => [],
    };
}
