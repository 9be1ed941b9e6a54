using System.Net;
using Frontdesk.Patients;

namespace Frontdesk.Tests.Support;

/// <summary>Words for patients in tests.</summary>
public static class PatientWords
{
    /// <summary>Registers a patient over HTTP; the chart stays open to this person for 15 minutes.</summary>
    public static async Task<Guid> Registers(this Person staff, string given, string family, string birthDate, string? phone = null, string? mrn = null)
    {
        var answer = await staff.Post("patients", Details(given, family, birthDate, phone, mrn));
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Body.GetProperty("patientId").GetGuid();
    }

    public static object Details(string given, string family, string birthDate, string? phone = null, string? mrn = null) => new
    {
        givenName = given,
        familyName = family,
        birthDate,
        sex = "female",
        language = "es",
        phones = phone is null ? [] : new[] { new { number = phone, use = "mobile", owner = "self", mayText = true } },
        addresses = new[] { new { lines = new[] { "1 Main St" }, city = "Chicago", state = "IL", postalCode = "60614-1234" } },
        recordNumbers = mrn is null ? [] : new[] { new { value = mrn } },
    };

    /// <summary>Says that one patient acts for another.</summary>
    /// <param name="endsOn">The last day; none: for good.</param>
    public static Task ActsFor(this Clinic clinic, Guid proxy, Guid patient, string? endsOn = null) => clinic.Db.Execute(
        "insert into patients.proxies (id, proxy_id, patient_id, relation, starts_on, ends_on) values (@id, @proxy, @patient, 'parent', '2015-01-01', @endsOn::date)",
        new { id = Guid.CreateVersion7(), proxy, patient, endsOn }, CancellationToken.None);

    /// <summary>A patient's browser, signed in by the code that would be texted.</summary>
    public static async Task<Person> SignedIn(this Clinic clinic, string phone, string birthDate, Guid patientId)
    {
        var person = clinic.Visitor();
        var (challenge, code) = await clinic.CodeFor(person, phone);
        var answer = await person.Post($"patients/sign-in/{challenge}", new { code, birthDate });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        person.AccountId = patientId;
        return person;
    }

    /// <summary>Asks for a code and reads it as the one who sends it does.</summary>
    public static async Task<(Guid Challenge, string? Code)> CodeFor(this Clinic clinic, Person person, string phone)
    {
        var asked = await person.Post("patients/sign-in", new { phone });
        Assert.True(asked.Status == HttpStatusCode.Accepted, asked.Text);
        var challenge = asked.Body.GetProperty("challengeId").GetGuid();
        return (challenge, (await SignInCodes.Make(clinic.Db, challenge, CancellationToken.None))?.Code);
    }
}
