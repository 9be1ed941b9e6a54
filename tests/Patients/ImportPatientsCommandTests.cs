using System.Diagnostics;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Patients;

/// <summary>The program itself, as a process of its own.</summary>
public sealed class ImportPatientsCommandTests(App app) : AppTest(app)
{
    private sealed record Outcome(int ExitCode, string Output, string Errors);

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "frontdesk"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["FRONTDESK_DATABASE"] = App.Database.Options.Database;
        start.Environment["FRONTDESK_DATABASE_PASSWORD"] = App.Database.Options.Password;
        start.Environment["FRONTDESK_DATA"] = App.Database.Options.Data;
        return Process.Start(start)!;
    }

    private async Task<Outcome> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await errors);
    }

    [Fact]
    public async Task Killed_in_the_middle_and_started_again_it_ends_complete()
    {
        var clinic = await App.Clinic();
        var file = SharedData.Path("synthea-ma615/Patient.ndjson");
        using (var killed = Start("import", "patients", "--tenant", clinic.Tenant.Slug, file))
        {
            // The first line of progress says that a batch is in. A process that is killed runs no code of its own any more.
            var said = await killed.StandardOutput.ReadLineAsync();
            killed.Kill();
            await killed.WaitForExitAsync();
            Assert.Contains(" 250 lines", said);
            Assert.NotEqual(0, killed.ExitCode);
        }

        var before = (await App.Database.QueryAsSuperuser<long>("select count(*) from patients.patients where tenant_id = @Id", new { clinic.Tenant.Id }))[0];
        Assert.InRange(before, 250, 614);
        // Nothing half: each of them has the name, the phone, the address and the identifiers of the file.
        Assert.Equal([0L], await App.Database.QueryAsSuperuser<long>(
            """
            select count(*) from patients.patients p where tenant_id = @Id and not (
                exists (select from patients.phones h where h.patient_id = p.id) and exists (select from patients.addresses a where a.patient_id = p.id)
                and exists (select from patients.name_words w where w.patient_id = p.id) and (select count(*) from patients.identifiers i where i.patient_id = p.id) = 2)
            """, new { clinic.Tenant.Id }));

        var again = await Run("import", "patients", "--tenant", clinic.Tenant.Slug, file);
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Contains("gone on with and done. 615 added, 0 changed, 0 as they were", again.Output);
        Assert.Equal([615L], await App.Database.QueryAsSuperuser<long>("select count(*) from patients.patients where tenant_id = @Id", new { clinic.Tenant.Id }));

        var third = await Run("import", "patients", "--tenant", clinic.Tenant.Slug, file);
        Assert.Contains("0 added, 0 changed, 615 as they were, 0 lines refused", third.Output);
        Assert.Contains("1649 social security, driver's licence and passport numbers were left out", third.Output);
    }

    [Fact]
    public async Task Refused_lines_are_reported_by_number_and_the_exit_code_says_so()
    {
        var clinic = await App.Clinic();
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "patients.ndjson");
        var report = Path.Combine(folder.FullName, "report.txt");
        await File.WriteAllTextAsync(file,
            """
            {"resourceType":"Patient","id":"1","birthDate":"1985-03-14","name":[{"family":"Canary"}]}
            {"resourceType":"Patient","id":"2","birthDate":"1985-02-30","name":[{"family":"Canary"}]}
            {"resourceType":"Patient","id":"3","birthDa
            """);

        var outcome = await Run("import", "patients", "--tenant", clinic.Tenant.Slug, "--report", report, file);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal([$"{file}:2: birthDate is no date of the calendar", $"{file}:3: is not JSON (at byte 43)"], outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(outcome.Errors, await File.ReadAllTextAsync(report));
        Assert.DoesNotContain("Canary", outcome.Output + outcome.Errors);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_cannot_be_imported_is_said_in_one_line()
    {
        var clinic = await App.Clinic();
        var noClinic = await Run("import", "patients", "--tenant", "nowhere", "x.ndjson");
        Assert.Equal((1, "frontdesk: There is no clinic named nowhere.\n"), (noClinic.ExitCode, noClinic.Errors));
        var noFile = await Run("import", "patients", "--tenant", clinic.Tenant.Slug, "/nowhere/x.ndjson");
        Assert.Equal(1, noFile.ExitCode);
        Assert.Single(noFile.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
