using System.Net;
using System.Text.RegularExpressions;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Messaging;

public sealed partial class TextSignInCodeTests(CallDesk desk) : IClassFixture<CallDesk>
{
    [Theory]
    [InlineData("es", "su clave para entrar es")]
    [InlineData("en", "your sign-in code is")]
    [InlineData("vi", "your sign-in code is")]
    public async Task A_patient_signs_in_with_the_code_on_their_telephone(string language, string says)
    {
        var clinic = await desk.Clinic();
        var phone = $"+1773555{Random.Shared.Next(1000, 9999)}";
        await (await clinic.Agent()).Patient(phone, language: language);
        var visitor = clinic.Visitor();

        var challenge = (await visitor.Post("patients/sign-in", new { phone })).Body.GetProperty("challengeId").GetGuid();
        var text = await Text(phone);

        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Maria", text, StringComparison.OrdinalIgnoreCase);
        var answer = await visitor.Post($"patients/sign-in/{challenge}", new { code = Digits().Match(text).Value, birthDate = "1985-03-14" });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await Delivered(clinic, phone);
    }

    [Fact]
    public async Task The_code_is_in_no_table()
    {
        var clinic = await desk.Clinic();
        var phone = $"+1773555{Random.Shared.Next(1000, 9999)}";
        await (await clinic.Agent()).Patient(phone);

        await clinic.Visitor().Post("patients/sign-in", new { phone });
        var code = Digits().Match(await Text(phone)).Value;

        var tables = await desk.App.Database.QueryAsSuperuser<string>("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('platform', 'audit', 'patients', 'messaging', 'callcenter')");
        foreach (var table in tables)
            Assert.Empty(await desk.App.Database.QueryAsSuperuser<string>($"select t::text from {table} t where t::text ~ @Code", new { Code = $"\\m{code}\\M" }));
    }

    // The network rings no bell when a text comes in: ask until it is there.
    private async Task<string> Text(string phone)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!limit.IsCancellationRequested)
        {
            if (await desk.Telephone.Texts(phone) is [var text, ..])
                return text.GetProperty("body").GetString()!;
            await Task.Delay(20, limit.Token);
        }
        throw new TimeoutException("No text came.");
    }

    private static async Task Delivered(Clinic clinic, string phone)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await clinic.Db.QueryOne<string>("select status from messaging.messages where to_e164 = @Phone", new { Phone = phone }, limit.Token) != "delivered")
            await Task.Delay(20, limit.Token);
    }

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex Digits();
}
