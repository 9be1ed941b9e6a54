using System.Net;
using System.Text.Json;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Patients;

public sealed class PatientsTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_registered_patient_is_shown_as_registered()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var id = await agent.Registers("María José", "O'Brien Núñez", "1985-03-14", "(312) 555-0123 x9", "MR-0012");

        var chart = (await agent.Get($"patients/{id}")).Body;

        Assert.Equal("María José O'Brien Núñez", chart.GetProperty("name").GetString());
        Assert.Equal(1, chart.GetProperty("version").GetInt32());
        var details = chart.GetProperty("details");
        Assert.Equal("1985-03-14", details.GetProperty("birthDate").GetString());
        Assert.Equal("+13125550123", details.GetProperty("phones")[0].GetProperty("e164").GetString());
        Assert.Equal("(312) 555-0123 x9", details.GetProperty("phones")[0].GetProperty("number").GetString());
        Assert.Equal("MR-0012", details.GetProperty("recordNumbers")[0].GetProperty("value").GetString());
        Assert.Equal("60614-1234", details.GetProperty("addresses")[0].GetProperty("postalCode").GetString());
    }

    [Theory]
    [InlineData("", "", "1985-03-14", "name_missing")]
    [InlineData("A", "B", "2385-03-14", "birth_date_impossible")]
    [InlineData("A", "B", "1785-03-14", "birth_date_impossible")]
    [InlineData("A\u0000", "B", "1985-03-14", "control_characters")]
    public async Task A_patient_who_cannot_be_is_not_registered(string given, string family, string birthDate, string code)
    {
        var clinic = await App.Clinic();
        var answer = await (await clinic.Agent()).Post("patients", PatientWords.Details(given, family, birthDate));
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("3125550141", null, HttpStatusCode.OK)]
    [InlineData("3125550142", null, HttpStatusCode.Unauthorized)]
    [InlineData("3125550141", "2026-11-01", HttpStatusCode.Unauthorized)]
    public async Task A_patient_stays_signed_in_as_long_as_what_proved_it_stands(string phone, string? deceasedOn, HttpStatusCode afterwards)
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var id = await agent.Registers("Ana", "Ruiz", "1990-01-02", "3125550141");
        var patient = await clinic.SignedIn("3125550141", "1990-01-02", id);
        Assert.Equal(HttpStatusCode.OK, (await patient.Get("patients/me")).Status);

        var details = new { givenName = "Ana", familyName = "Ruiz", birthDate = "1990-01-02", deceasedOn, phones = new[] { new { number = phone, mayText = true } } };
        Assert.Equal(HttpStatusCode.OK, (await agent.Put($"patients/{id}", new { details, version = 1 })).Status);

        Assert.Equal(afterwards, (await patient.Get("patients/me")).Status);
    }

    [Theory]
    [InlineData("""{"details":null,"version":1}""")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"details":{"givenName":"A","familyName":"B","birthDate":"1990-01-02","phones":[null]},"version":1}""")]
    [InlineData("""{"details":{"givenName":"A","familyName":"B","birthDate":"1990-01-02","emails":[null]},"version":1}""")]
    [InlineData("""{"details":{"givenName":"A","familyName":"B","birthDate":"1990-01-02","otherNames":[null]},"version":1}""")]
    [InlineData("""{"details":{"givenName":"A","familyName":"B","birthDate":"1990-01-02","recordNumbers":[null]},"version":1}""")]
    [InlineData("""{"details":{"givenName":"A","familyName":"B","birthDate":"1990-01-02","addresses":[null]},"version":1}""")]
    [InlineData("""{"details":{"givenName":"A","familyName":"B","birthDate":"1990-01-02","addresses":[{"lines":null}]},"version":1}""")]
    [InlineData("""{"details":{"givenName":"A","familyName":"B","birthDate":"1990-01-02","addresses":[{"lines":[null]}]},"version":1}""")]
    public async Task What_is_empty_where_something_must_be_is_refused(string json)
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var id = await agent.Registers("Ana", "Ruiz", "1990-01-02");

        var answer = await agent.Put($"patients/{id}", new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_chart_is_locked_to_other_staff_until_opened_for_a_reason()
    {
        var clinic = await App.Clinic();
        var id = await (await clinic.Agent()).Registers("Ana", "Ruiz", "1990-01-02", "3125550140");
        var other = await clinic.Agent();

        var locked = await other.Get($"patients/{id}");
        Assert.Equal((HttpStatusCode.Forbidden, "chart_locked"), (locked.Status, locked.Code));
        Assert.DoesNotContain("Ruiz", locked.Text);
        Assert.Equal("chart_locked", (await other.Get($"patients/{id}/household")).Code);
        Assert.Equal("chart_locked", (await other.Put($"patients/{id}", new { details = PatientWords.Details("X", "Y", "1990-01-02"), version = 1 })).Code);

        Assert.Equal(HttpStatusCode.BadRequest, (await other.Post($"patients/{id}/open", new { reason = "" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await other.Post($"patients/{id}/open", new { reason = "Pharmacy on the line" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.Get($"patients/{id}")).Status);
        Assert.Equal([1L], await App.Database.QueryAsSuperuser<long>("select count(*) from audit.events where kind = 'chart.opened' and patient_id = @id and actor_id = @actor", new { id, actor = other.AccountId }));

        await App.Database.QueryAsSuperuser<int>("update patients.chart_unlocks set opened_at = now() - interval '1 hour', expires_at = now() - interval '1 second' where patient_id = @id and actor_id = @actor returning 1", new { id, actor = other.AccountId });
        Assert.Equal("chart_locked", (await other.Get($"patients/{id}")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"patients/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    public async Task Every_look_is_on_the_record_and_none_is_made_when_the_record_cannot_be_written()
    {
        await using var alone = await App.Start(new Dictionary<string, string?>());
        var clinic = await alone.Clinic();
        var agent = await clinic.Agent();
        var id = await agent.Registers("Ana", "Ruiz", "1990-01-02");
        await agent.Get($"patients/{id}");
        Assert.Equal([("patient.shown", "TREAT")], await alone.Database.QueryAsSuperuser<(string, string)>("select action, purpose from audit.reads where patient_id = @id and actor_id = @agent", new { id, agent = agent.AccountId }));

        await alone.Database.ExecuteAsOwner("revoke insert on audit.reads from frontdesk_app");
        var refused = await agent.Get($"patients/{id}");
        Assert.Equal(HttpStatusCode.InternalServerError, refused.Status);
        Assert.DoesNotContain("Ruiz", refused.Text);
    }

    [Fact]
    public async Task A_change_made_on_an_older_version_is_refused_with_what_is_there_now()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var id = await agent.Registers("Ana", "Ruiz", "1990-01-02", "3125550150", "A-100");

        var first = await agent.Put($"patients/{id}", new { details = PatientWords.Details("Ana", "Ruiz Gómez", "1990-01-02", "3125550151", "A-100"), version = 1 });
        Assert.True(first.Status == HttpStatusCode.OK, first.Text);
        Assert.Equal(2, first.Body.GetProperty("version").GetInt32());

        var second = await agent.Put($"patients/{id}", new { details = PatientWords.Details("Anna", "Ruiz", "1990-01-02"), version = 1 });
        Assert.Equal((HttpStatusCode.Conflict, "changed_meanwhile"), (second.Status, second.Code));
        Assert.Equal("Ana Ruiz Gómez", second.Body.GetProperty("current").GetProperty("name").GetString());
        Assert.Equal(2, second.Body.GetProperty("current").GetProperty("version").GetInt32());

        Assert.Equal(["+13125550151"], await App.Database.QueryAsSuperuser<string>("select e164 from patients.phones where patient_id = @id", new { id }));
        Assert.Equal(["ana", "gomez", "ruiz", "ruizgomez"], await App.Database.QueryAsSuperuser<string>("select word from patients.name_words where patient_id = @id order by word", new { id }));

        // What stayed the same was not touched: one change each of the record and of the phone that came, one of the phone that went.
        Assert.Equal([("patients.patients", "UPDATE"), ("patients.phones", "DELETE"), ("patients.phones", "INSERT")],
            await App.Database.QueryAsSuperuser<(string, string)>("select table_name, operation from audit.changes where patient_id = @id and action = 'patient.changed' order by 1, 2", new { id }));
    }

    [Fact]
    public async Task A_record_number_belongs_to_one_patient()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        await agent.Registers("Ana", "Ruiz", "1990-01-02", null, "A-7");
        var taken = await agent.Post("patients", PatientWords.Details("Bea", "Soto", "1991-01-02", null, "A-7"));
        Assert.Equal((HttpStatusCode.Conflict, "record_number_taken"), (taken.Status, taken.Code));
        Assert.Equal([1L], await App.Database.QueryAsSuperuser<long>("select count(*) from patients.patients where tenant_id = @Id", new { clinic.Tenant.Id }));
    }

    [Fact]
    public async Task A_household_is_who_shares_a_phone()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var mother = await agent.Registers("Rosa", "Vega", "1980-01-02", "312-555-0160");
        var child = await agent.Registers("Luz", "Vega", "2015-05-06", "+1 (312) 555 0160");
        await agent.Registers("Eva", "Otra", "1980-01-02", "312-555-0161");

        var members = (await agent.Get($"patients/{mother}/household")).Body.GetProperty("members");
        Assert.Equal([child], members.EnumerateArray().Select(member => member.GetProperty("patientId").GetGuid()));
        Assert.Equal("0160", members[0].GetProperty("phoneLast4").GetString());
    }

    [Fact]
    public async Task A_patient_sees_self_and_those_they_act_for_and_nobody_else()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var mother = await agent.Registers("Rosa", "Vega", "1980-01-02", "312-555-0170");
        var child = await agent.Registers("Luz", "Vega", "2015-05-06");
        var stranger = await agent.Registers("Eva", "Otra", "1980-01-02", "312-555-0171");
        await clinic.Db.Execute("insert into patients.proxies (id, patient_id, proxy_id, relation) values (@id, @child, @mother, 'parent')", new { id = Guid.CreateVersion7(), child, mother }, CancellationToken.None);

        var rosa = await clinic.SignedIn("3125550170", "1980-01-02", mother);

        var me = await rosa.Get("patients/me");
        Assert.Equal("Rosa Vega", me.Body.GetProperty("name").GetString());
        Assert.Equal(child, me.Body.GetProperty("actsFor")[0].GetProperty("patientId").GetGuid());
        Assert.Equal(HttpStatusCode.OK, (await rosa.Get($"patients/{child}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rosa.Get($"patients/{stranger}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await rosa.Post("patients/search", new { query = "otra" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await rosa.Get($"patients/{mother}/household")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await rosa.Post($"patients/{stranger}/open", new { reason = "curious" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await rosa.Post("patients", PatientWords.Details("X", "Y", "1990-01-01"))).Status);

        await clinic.Db.Execute("update patients.proxies set starts_on = current_date - 10, ends_on = current_date - 1", null, CancellationToken.None);
        Assert.Equal(HttpStatusCode.NotFound, (await rosa.Get($"patients/{child}")).Status);
    }

    [Fact]
    public async Task Patients_read_who_looked_at_their_record()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var id = await agent.Registers("Rosa", "Vega", "1980-01-02", "312-555-0180");
        await agent.Get($"patients/{id}");
        await agent.Post("patients/search", new { query = "vega rosa" });
        var rosa = await clinic.SignedIn("3125550180", "1980-01-02", id);

        var looks = (await rosa.Get("patients/me/access-log")).Body.GetProperty("looks").EnumerateArray().ToList();

        Assert.Contains(looks, look => look.GetProperty("action").GetString() == "patient.shown" && look.GetProperty("who").GetString() == "Test agent" && look.GetProperty("role").GetString() == "agent" && look.GetProperty("purpose").GetString() == "TREAT");
        Assert.Contains(looks, look => look.GetProperty("action").GetString() == "patients.searched" && look.GetProperty("purpose").GetString() == "HOPERAT");
        Assert.Equal(looks.Select(look => look.GetProperty("at").GetDateTimeOffset()).OrderDescending(), looks.Select(look => look.GetProperty("at").GetDateTimeOffset()));

        var page = await rosa.Get($"patients/me/access-log?before={Uri.EscapeDataString(looks[0].GetProperty("at").GetString()!)}");
        Assert.True(page.Status == HttpStatusCode.OK, page.Text);
    }
}
