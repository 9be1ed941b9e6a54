using System.Text;
using System.Text.Json;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Patients;

public sealed class ImportPatientsTests(App app) : AppTest(app)
{
    private TenantDb Door(Clinic clinic) => App.Services.GetRequiredService<TenantDbFactory>().For(clinic.Tenant, Actor.System, "import", "patients.imported");

    private sealed record Outcome(ImportProgress Total, IReadOnlyList<RefusedLine> Refused, bool Resumed, long Withheld);

    private async Task<Outcome> Import(Clinic clinic, string path)
    {
        var result = await ImportPatients.Run(Door(clinic), path, TimeProvider.System, static _ => { }, CancellationToken.None);
        return new Outcome(result.Total, await ImportPatients.Refused(Door(clinic), result.ImportId, CancellationToken.None).ToListAsync(), result.Resumed, result.Withheld);
    }

    private async Task<Outcome> ImportText(Clinic clinic, string text)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, Encoding.UTF8.GetBytes(text));
        try
        {
            return await Import(clinic, path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Line(string mrn = "1", string more = "\"name\":[{\"family\":\"Ruiz\",\"given\":[\"Ana\"]}]", string birthDate = "1985-03-14") =>
        $$"""{"resourceType":"Patient","identifier":[{"system":"urn:test","value":"{{mrn}}"}],"birthDate":"{{birthDate}}",{{more}}}""";

    private async Task<IReadOnlyList<T>> Rows<T>(Clinic clinic, string sql) => await App.Database.QueryAsSuperuser<T>(sql, new { Tenant = clinic.Tenant.Id });

    [Fact]
    public async Task Six_hundred_and_fifteen_patients_go_in_and_again_none()
    {
        var clinic = await App.Clinic();
        var file = SharedData.Path("synthea-ma615/Patient.ndjson");

        var first = await Import(clinic, file);
        Assert.Equal((615L, 0L, 0L, 0L), (first.Total.Added, first.Total.Changed, first.Total.Unchanged, first.Total.Refused));
        Assert.Equal(615 + 534 + 500, first.Withheld);
        Assert.Equal([615L], await Rows<long>(clinic, "select count(*) from patients.phones where tenant_id = @Tenant and e164 like '+1555%'"));
        Assert.Equal([172L], await Rows<long>(clinic, "select count(*) from patients.names where tenant_id = @Tenant and use = 'maiden'"));
        Assert.Equal([615L], await Rows<long>(clinic, "select count(*) from patients.identifiers where tenant_id = @Tenant and type = 'MR'"));
        Assert.Equal([124L], await Rows<long>(clinic, "select count(*) from patients.patients where tenant_id = @Tenant and deceased_on is not null"));
        Assert.Equal([59L], await Rows<long>(clinic, "select count(*) from patients.patients where tenant_id = @Tenant and language = 'es'"));
        Assert.Equal([615L], await Rows<long>(clinic, "select count(*) from audit.changes where tenant_id = @Tenant and table_name = 'patients.patients' and action = 'patients.imported'"));

        var changes = (await Rows<long>(clinic, "select count(*) from audit.changes where tenant_id = @Tenant"))[0];
        var second = await Import(clinic, file);
        Assert.Equal((0L, 0L, 615L), (second.Total.Added, second.Total.Changed, second.Total.Unchanged));
        Assert.Equal([changes], await Rows<long>(clinic, "select count(*) from audit.changes where tenant_id = @Tenant"));
    }

    [Fact]
    public async Task No_number_of_a_passport_a_licence_or_social_security_is_kept_anywhere()
    {
        var clinic = await App.Clinic();
        var file = SharedData.Path("synthea-ks10/Patient.000.ndjson");
        var result = await Import(clinic, file);
        Assert.Equal(13, result.Total.Added);

        var withheld = File.ReadLines(file).SelectMany(static line => JsonDocument.Parse(line).RootElement.GetProperty("identifier").EnumerateArray())
            .Where(static one => one.TryGetProperty("type", out var type) && type.GetProperty("coding")[0].GetProperty("code").GetString() is "SS" or "DL" or "PPN")
            .Select(static one => one.GetProperty("value").GetString()!).ToList();
        Assert.Equal(33, withheld.Count);
        var kept = string.Join('\n', await Rows<string>(clinic, "select to_jsonb(i)::text from patients.identifiers i where tenant_id = @Tenant union all select coalesce(new, old)::text from audit.changes where tenant_id = @Tenant"));
        Assert.All(withheld, number => Assert.DoesNotContain(number, kept));
    }

    [Fact]
    public async Task A_file_that_changed_one_patient_changes_one_and_leaves_what_the_desk_added()
    {
        var clinic = await App.Clinic();
        await ImportText(clinic, Line("1") + "\n" + Line("2", "\"name\":[{\"family\":\"Soto\"}],\"telecom\":[{\"system\":\"phone\",\"value\":\"312-555-0101\"}]") + "\n");
        var id = (await Rows<Guid>(clinic, "select patient_id from patients.phones where tenant_id = @Tenant"))[0];
        await clinic.Db.Execute("insert into patients.phones (id, patient_id, e164, reversed, as_given) values (@Id, @Patient, '+13125550199', '99105552131', '3125550199')", new { Id = Guid.CreateVersion7(), Patient = id }, CancellationToken.None);

        var again = await ImportText(clinic, Line("1") + "\n" + Line("2", "\"name\":[{\"family\":\"Soto\"}],\"telecom\":[{\"system\":\"phone\",\"value\":\"312-555-0102\"}]") + "\n");

        Assert.Equal((0L, 1L, 1L), (again.Total.Added, again.Total.Changed, again.Total.Unchanged));
        Assert.Equal(["+13125550102", "+13125550199"], await Rows<string>(clinic, "select e164 from patients.phones where tenant_id = @Tenant order by 1"));
        Assert.Equal([2], await Rows<int>(clinic, $"select version from patients.patients where tenant_id = @Tenant and id = '{id}'"));
    }

    [Fact]
    public async Task Every_fault_is_named_by_its_line_and_the_good_lines_go_in()
    {
        var clinic = await App.Clinic();
        var good = Line("good");
        (string Line, string? Reason)[] lines =
        [
            ("\uFEFF" + Line("bom"), null),
            (good[..60], "is not JSON"),
            (good + good, "is not JSON"),
            ("", null),
            ("   \r", null),
            ("[]", "is not a JSON object"),
            ("42", "is not a JSON object"),
            ("{}", "has no resourceType"),
            ("""{"resourceType":"Observation"}""", "is not a Patient"),
            ("""{"resourceType":7}""", "resourceType is not text"),
            (Line("a", "\"name\":[]"), "has no name"),
            (Line("b", "\"name\":[{\"family\":\"\"}]"), "has no name"),
            (Line("c", "\"name\":[{\"family\":\"\\u200b \"}]"), "has no name"),
            (Line("d", "\"name\":\"Ana\""), "name is not a list"),
            (Line("e", "\"name\":[\"Ana\"]"), "name holds something that is not an object"),
            (Line("f", "\"name\":[{\"family\":[\"Ruiz\"]}]"), "name.family is not text"),
            (Line("g", "\"name\":[{\"family\":\"Ruiz\",\"given\":\"Ana\"}]"), "name.given is not a list"),
            (Line("h", "\"name\":[{\"family\":\"Ru\\u0000iz\"}]"), "name.family holds the control character U+0000"),
            (Line("i", "\"name\":[{\"family\":\"\\ud800\"}]"), "holds text that is not valid Unicode"),
            (Line("j", $"\"name\":[{{\"family\":\"{new string('x', 251)}\"}}]"), "name.family is longer than 250 characters"),
            (Line("k", birthDate: "1985-02-30"), "birthDate is no date of the calendar"),
            (Line("l", birthDate: "2985-02-20"), "birthDate is in the future"),
            (Line("m", birthDate: "1685-02-20"), "birthDate is before 1880"),
            (Line("n", birthDate: "1985"), "birthDate is not a whole date"),
            (Line("o").Replace("\"1985-03-14\"", "19850314", StringComparison.Ordinal), "birthDate is not text"),
            (Line("p", "\"name\":[{\"family\":\"Ruiz\"}],\"gender\":\"F\""), "gender is no code of FHIR"),
            (Line("q", "\"name\":[{\"family\":\"Ruiz\"}],\"gender\":1"), "gender is not text"),
            (Line("r", "\"name\":[{\"family\":\"Ruiz\"}],\"telecom\":{}"), "telecom is not a list"),
            (Line("s", "\"name\":[{\"family\":\"Ruiz\"}],\"telecom\":[{\"system\":\"email\",\"value\":\"nope\"}]"), "telecom.value is no email address"),
            (Line("t", "\"name\":[{\"family\":\"Ruiz\"}],\"deceasedDateTime\":\"1980-01-01\""), "deceasedDateTime is not between birth and today"),
            (Line("u").Replace("\"identifier\":[{\"system\":\"urn:test\",\"value\":\"u\"}],", "", StringComparison.Ordinal), "has no identifier"),
            (new string('[', 200), "is not JSON"),
            ("{\"resourceType\":\"Patient\",\"x\":\"" + new string('y', NdjsonLines.Longest) + "\"}", "is longer than 4 MB"),
            (Line("phone", "\"name\":[{\"family\":\"Ruiz\"}],\"telecom\":[{\"system\":\"phone\",\"value\":\"ask her daughter\"}]"), null),
            (good + "\r", null),
        ];

        var result = await ImportText(clinic, string.Join('\n', lines.Select(static line => line.Line)));

        var expected = lines.Select(static (line, i) => (Number: i + 1L, line.Reason)).Where(static line => line.Reason is not null).ToList();
        Assert.Equal(expected.Select(static line => line.Number), result.Refused.Select(static line => line.Line));
        Assert.All(expected.Zip(result.Refused), static pair => Assert.StartsWith(pair.First.Reason!, pair.Second.Reason));
        Assert.Equal((3L, expected.Count), (result.Total.Added, (int)result.Total.Refused));
        Assert.Equal(["bom", "good", "phone"], await Rows<string>(clinic, "select value from patients.identifiers where tenant_id = @Tenant order by 1"));
        Assert.Equal(["ask her daughter"], await Rows<string>(clinic, "select as_given from patients.phones where tenant_id = @Tenant and e164 is null"));
    }

    [Fact]
    public async Task Naughty_strings_go_in_whole_or_not_at_all_and_are_found_again()
    {
        var clinic = await App.Clinic();
        var strings = SharedData.NaughtyStrings();
        var lines = strings.Select(static (text, i) => JsonSerializer.Serialize(new
        {
            resourceType = "Patient",
            identifier = new[] { new { system = "urn:naughty", value = $"n{i}" } },
            birthDate = "1985-03-14",
            name = new[] { new { family = text, given = new[] { text } } },
            address = new[] { new { line = new[] { text }, city = text } },
        })).ToList();

        var result = await ImportText(clinic, string.Join('\n', lines));

        Assert.Equal(strings.Length, result.Total.Added + result.Total.Refused);
        Assert.All(result.Refused, refused =>
        {
            var text = strings[refused.Line - 1].Trim();
            Assert.True(text.Length > 250 || text.Any(char.IsControl) || !text.Any(static c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format), $"{refused}: {text}");
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{strings.Length} naughty strings: {result.Total.Added} in, {result.Total.Refused} refused");
        var names = (await Rows<(string Value, string Family, int Addresses)>(clinic, "select i.value, p.family_name, (select count(*)::int from patients.addresses a where a.patient_id = p.id) from patients.patients p join patients.identifiers i on i.patient_id = p.id where p.tenant_id = @Tenant")).ToDictionary(static row => row.Value);
        foreach (var (text, i) in strings.Select(static (text, i) => (text, i)).Where(pair => !result.Refused.Any(refused => refused.Line == pair.i + 1)))
            Assert.Equal((text.Trim(), 1), (names[$"n{i}"].Family, names[$"n{i}"].Addresses));
    }

    [Fact]
    public async Task An_import_cut_off_goes_on_where_it_stopped_and_ends_complete()
    {
        var clinic = await App.Clinic();
        var file = SharedData.Path("synthea-ma615/Patient.ndjson");
        using var cut = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportPatients.Run(Door(clinic), file, TimeProvider.System, _ => cut.Cancel(), cut.Token));
        Assert.Equal([250L], await Rows<long>(clinic, "select count(*) from patients.patients where tenant_id = @Tenant"));

        var rest = await Import(clinic, file);
        Assert.True(rest.Resumed);
        Assert.Equal((615L, 615L), (rest.Total.Added, rest.Total.Lines));
        Assert.Equal([615L], await Rows<long>(clinic, "select count(*) from patients.patients where tenant_id = @Tenant"));
    }

    [Fact]
    public async Task The_same_patient_twice_in_a_file_is_one_patient_as_the_later_line_has_it()
    {
        var clinic = await App.Clinic();
        var result = await ImportText(clinic, string.Join('\n', Line("1"), Line("2"), Line("1", "\"name\":[{\"family\":\"Ruiz Gomez\"}]")));
        Assert.Equal((2L, 1L), (result.Total.Added, result.Total.Changed));
        Assert.Contains("Ruiz Gomez", await Rows<string>(clinic, "select family_name from patients.patients where tenant_id = @Tenant"));

        var torn = await ImportText(clinic, """{"resourceType":"Patient","identifier":[{"system":"urn:test","value":"1"},{"system":"urn:test","value":"2"}],"birthDate":"1985-03-14","name":[{"family":"X"}]}""");
        Assert.Equal([new RefusedLine(1, "has identifiers of two different patients")], torn.Refused);
    }

    [Fact]
    public async Task Two_imports_of_one_file_at_once_bring_each_patient_in_once()
    {
        var clinic = await App.Clinic();
        var file = SharedData.Path("synthea-ma615/Patient.ndjson");
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            try
            {
                await Import(clinic, file);
                return true;
            }
            catch (ImportFault)
            {
                return false;
            }
        }));
        Assert.Contains(true, both);
        Assert.Equal([615L], await Rows<long>(clinic, "select count(*) from patients.patients where tenant_id = @Tenant"));
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_refused_as_a_whole()
    {
        var clinic = await App.Clinic();
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, Line(), Encoding.Unicode);
        await Assert.ThrowsAsync<ImportFault>(() => Import(clinic, path));
        File.Delete(path);
    }
}
