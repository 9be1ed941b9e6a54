using System.Net;
using Frontdesk.Patients;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Patients;

public sealed class FindPatientsTests(App app) : AppTest(app)
{
    [Fact]
    public async Task One_box_finds_a_patient_however_they_are_looked_for()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var maria = await agent.Registers("María Elena", "García-O'Brien de la Cruz", "1985-03-14", "(312) 555-0123", "MR-00412");
        await agent.Registers("Mario", "Garza", "1985-04-01", "312-555-0999", "MR-99999");
        await agent.Registers("Juana", "Lopez", "1971-12-30", "+52 55 1234 5678", "7000001");

        foreach (var (query, on) in new[]
        {
            ("3125550123", "phone"), ("312-555-0123", "phone"), ("(312) 555 0123", "phone"), ("+1 312.555.0123", "phone"), ("tel:+1-312-555-0123", "phone"), ("1 312 555 0123", "phone"),
            ("555-0123", "phone"), ("0123", "phone"), ("garcia 0123", "phone"), ("maria 3125550123", "phone"), ("312 555 0123 maria", "phone"),
            ("maria gar", "name"), ("GARCÍA maría", "name"), ("obrien", "name"), ("o'brien", "name"), ("o brien", "name"), ("de la cruz", "name"), ("delacruz", "name"), ("cruz, elena", "name"), ("garcía-o'brien", "name"),
            ("3/14/1985", "birth_date"), ("14 de marzo de 1985", "birth_date"), ("1985-03-14", "birth_date"), ("03141985", "birth_date"), ("3/14/85", "birth_date"), ("March 14, 1985", "birth_date"),
            ("maria 3/14/1985", "birth_date"), ("14 marzo 1985 garcia", "birth_date"), ("garcia 1985", "name"),
            ("MR-00412", "mrn"), ("mr00412", "mrn"), ("mr004", "mrn"), ("maria mr-00412", "mrn"),
        })
        {
            var answer = await agent.Post("patients/search", new { query });
            Assert.True(answer.Status == HttpStatusCode.OK, query + ": " + answer.Text);
            var results = answer.Body.GetProperty("results");
            Assert.True(results.GetArrayLength() == 1, $"{query}: {results}");
            Assert.Equal((query, maria, on), (query, results[0].GetProperty("patientId").GetGuid(), results[0].GetProperty("matchedOn").GetString()));
        }

        foreach (var query in new[] { "garcia 1986", "maria lopez", "3125550124", "3/15/1985", "MR-0099", "zz", "maria 3125550999" })
            Assert.Equal((query, 0), (query, (await agent.Post("patients/search", new { query })).Body.GetProperty("results").GetArrayLength()));

        var found = (await agent.Post("patients/search", new { query = "maria" })).Body.GetProperty("results")[0];
        Assert.Equal(("0412", "0123", "female"), (found.GetProperty("mrnLast4").GetString(), found.GetProperty("phoneLast4").GetString(), found.GetProperty("sex").GetString()));
    }

    [Fact]
    public async Task What_is_found_is_on_the_record_and_so_is_a_search_that_found_nobody()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var id = await agent.Registers("Ana", "Ruiz", "1990-01-02");
        await agent.Post("patients/search", new { query = "ruiz" });
        await agent.Post("patients/search", new { query = "nobody" });
        Assert.Equal([id, (Guid?)null], await App.Database.QueryAsSuperuser<Guid?>("select patient_id from audit.reads where actor_id = @agent and action = 'patients.searched' order by at", new { agent = agent.AccountId }));
    }

    [Fact]
    public async Task More_than_asked_for_is_said_to_be_more()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        for (var i = 0; i < 4; i++)
            await agent.Registers($"Ana{i}", "Ruiz", "1990-01-02");
        var some = (await agent.Post("patients/search", new { query = "ruiz", limit = 3 })).Body;
        Assert.Equal((3, true), (some.GetProperty("results").GetArrayLength(), some.GetProperty("truncated").GetBoolean()));
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.Post("patients/search", new { query = "ruiz", limit = 300 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.Post("patients/search", new { query = new string('a', 201) })).Status);
    }

    [Fact]
    public async Task Another_clinics_patients_are_never_found()
    {
        var theirs = await App.Clinic();
        await (await theirs.Agent()).Registers("Canary", "Bird", "1985-03-14", "3125550123", "MR-1");
        var agent = await (await App.Clinic()).Agent();
        foreach (var query in new[] { "canary", "3125550123", "0123", "3/14/1985", "MR-1" })
            Assert.DoesNotContain("Canary", (await agent.Post("patients/search", new { query })).Text);
    }

    [Fact]
    public async Task Hostile_text_in_the_box_is_only_text()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        await agent.Registers("Ana", "Ruiz", "1990-01-02");
        var hostile = SharedData.NaughtyStrings().Concat(
            new[] { "Generic_ErrorBased.txt", "Generic_SQLI.txt", "Generic_TimeBased.txt" }.SelectMany(static file => File.ReadLines(SharedData.Path("attack-strings/" + file)))).Distinct(StringComparer.Ordinal).ToList();
        var today = new DateOnly(2026, 11, 22);
        foreach (var text in hostile.Where(static text => text.Length <= 200))
        {
            var terms = SearchTerms.Read(text, today);
            if (terms.All.Count == 0)
                continue;
            var (sql, arguments) = FindPatients.Statement(terms, 20);
            _ = await clinic.Db.Disclose<object>(Frontdesk.Platform.Purpose.Operations, sql, arguments, CancellationToken.None);
        }

        Assert.Equal([1L], await App.Database.QueryAsSuperuser<long>("select count(*) from patients.patients where tenant_id = @Id", new { clinic.Tenant.Id }));
        foreach (var text in hostile.Where(static text => text.Length <= 200).Take(25))
            Assert.Equal((text, HttpStatusCode.OK), (text, (await agent.Post("patients/search", new { query = text.Length == 0 ? "x" : text })).Status));
    }
}
