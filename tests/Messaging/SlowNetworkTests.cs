using System.Net;
using Frontdesk.Messaging;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Npgsql;

namespace Frontdesk.Tests.Messaging;

/// <summary>A text comes in while one of ours to that number is with a network that takes its time: here a transaction that has the number's lock, as a sender has.</summary>
public sealed class SlowNetworkTests(CallDesk desk) : IClassFixture<CallDesk>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_they_answer_waits_longer_than_other_requests_do_and_is_done()
    {
        var (practice, _, phone, visit) = await Reminded();

        Task<Answer>? told = null;
        await practice.Clinic.Db.Transaction(async tx =>
        {
            await StoppedNumbers.Has(tx, phone, Ct);
            told = Telephone.Tell(practice.Clinic, "messaging/twilio/text", MessagingWords.TextForm(practice.Clinic, phone, "X"));
            await Task.WhenAny(told, HasWaited(TimeSpan.FromSeconds(6)));
        }, Ct);

        Assert.Equal(HttpStatusCode.OK, (await told!).Status);
        Assert.Equal("cancelled", await Status(practice, visit));
    }

    [Theory]
    [InlineData("X", 1, 0)]
    [InlineData("ALTO", 0, 1)]
    public async Task What_cannot_wait_any_longer_a_person_reads_and_a_STOP_is_noted_nevertheless(string word, int items, int stopped)
    {
        var (practice, agent, phone, visit) = await Reminded();

        await practice.Clinic.Db.Transaction(async tx =>
        {
            await StoppedNumbers.Has(tx, phone, Ct);
            Assert.Equal(HttpStatusCode.OK, (await Telephone.Tell(practice.Clinic, "messaging/twilio/text", MessagingWords.TextForm(practice.Clinic, phone, word))).Status);
        }, Ct);

        Assert.Equal("booked", await Status(practice, visit));
        Assert.Equal(items, (await agent.Get("worklist/items?kind=text_reply")).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(stopped, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from messaging.stopped_numbers", null, Ct));
    }

    private async Task<(Practice Practice, Person Agent, string Phone, Guid Visit)> Reminded()
    {
        var practice = await (await desk.Clinic()).Practice(timeZone: MessagingWords.ZoneWhereItIs(12));
        var (agent, phone) = (await practice.Clinic.Agent(), MessagingWords.NewPhone());
        var visit = await practice.Visits(await agent.Patient(phone, language: "en"), MessagingWords.In(TimeSpan.FromDays(1)));
        await practice.Clinic.RemindersAreSent();
        await desk.Telephone.ReadOne(phone);
        return (practice, agent, phone, visit);
    }

    /// <summary>Until somebody has waited so long for the lock.</summary>
    private async Task HasWaited(TimeSpan wait)
    {
        await using var connection = await desk.App.Database.Open();
        await using var command = new NpgsqlCommand("select exists (select from pg_locks where locktype = 'advisory' and not granted and waitstart < clock_timestamp() - $1)", connection) { Parameters = { new() { Value = wait } } };
        while (!(bool)(await command.ExecuteScalarAsync(Ct))!)
            await Task.Delay(50, Ct);
    }

    private static Task<string?> Status(Practice practice, Guid visit) =>
        practice.Clinic.Db.QueryOne<string>("select status from scheduling.appointments where id = @visit", new { visit }, Ct);
}
