using System.Net;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Platform.Live;

public sealed class LiveTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_change_made_on_one_node_reaches_a_screen_on_another()
    {
        await using var second = await App.Start(new Dictionary<string, string?> { ["FRONTDESK_DATABASE"] = App.Database.Options.Database });
        var clinic = await App.Clinic();
        await using var screen = await Screen.Open(await new Clinic(second, clinic.Tenant).Agent());
        var id = Guid.CreateVersion7();

        clinic.Db.Announce("callcenter.test", id);

        await screen.Hears($$"""data: {"topic":"callcenter.test","id":"{{id}}"}""");
        Assert.Equal("text/event-stream", screen.Response.Content.Headers.ContentType!.MediaType);
        Assert.True(screen.Response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_notice_of_a_rolled_back_change_is_not_sent_and_one_of_another_clinic_is_not_heard()
    {
        var (clinic, other) = (await App.Clinic(), await App.Clinic());
        await using var screen = await Screen.Open(await clinic.Agent());
        var id = Guid.CreateVersion7();

        await Assert.ThrowsAsync<TimeoutException>(() => clinic.Db.Transaction(tx =>
        {
            tx.Announce("callcenter.test", Guid.CreateVersion7());
            throw new TimeoutException();
        }, CancellationToken.None));
        other.Db.Announce("callcenter.test", Guid.CreateVersion7());
        clinic.Db.Announce("callcenter.test", id);

        // Hears fails on any other notice that comes before this one.
        await screen.Hears($$"""data: {"topic":"callcenter.test","id":"{{id}}"}""");
    }

    [Fact]
    public async Task A_screen_closes_within_five_seconds_of_signing_out()
    {
        var agent = await (await App.Clinic()).Agent();
        await using var screen = await Screen.Open(agent);

        await agent.Delete("identity/session");

        await screen.Ended.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Without_a_session_there_is_no_stream()
    {
        var answer = await (await App.Clinic()).Visitor().Get("live");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task A_seventh_window_of_one_sign_in_is_refused_until_another_closes()
    {
        var agent = await (await App.Clinic()).Agent();
        var screens = new List<Screen>();
        for (var i = 0; i < LiveHub.StreamsOfOneSession; i++)
            screens.Add(await Screen.Open(agent));

        await using (var seventh = await Screen.Open(agent))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, seventh.Response.StatusCode);
            Assert.NotNull(seventh.Response.Headers.RetryAfter);
        }
        foreach (var screen in screens)
            await screen.DisposeAsync();
    }

    [Fact]
    public void A_patient_hears_bare_topics_and_notices_of_their_own_and_nothing_else()
    {
        var patient = new Session(Guid.CreateVersion7(), SessionKind.Patient, Guid.CreateVersion7(), "", Role.Patient, 60, DateTimeOffset.UnixEpoch);
        var notice = new LiveNotice(Guid.CreateVersion7(), "scheduling.appointments", Guid.CreateVersion7());
        LiveTopic Topic(PatientNotices patients) => new(notice.Topic, Role.Staff, patients);

        Assert.Null(LiveTopic.For(patient, notice, null));
        Assert.Null(LiveTopic.For(patient, notice, Topic(PatientNotices.None)));
        Assert.Equal(notice with { Id = Guid.Empty }, LiveTopic.For(patient, notice, Topic(PatientNotices.Bare)));
        Assert.Null(LiveTopic.For(patient, notice, Topic(PatientNotices.Own)));
        Assert.Null(LiveTopic.For(patient, notice with { Patient = Guid.CreateVersion7() }, Topic(PatientNotices.Own)));
        Assert.NotNull(LiveTopic.For(patient, notice with { Patient = patient.AccountId }, Topic(PatientNotices.Own)));
    }

    [Fact]
    public void Staff_hear_a_topic_their_role_permits()
    {
        var agent = new Session(Guid.CreateVersion7(), SessionKind.Staff, Guid.CreateVersion7(), "", Role.Agent, 15, DateTimeOffset.UnixEpoch);
        var notice = new LiveNotice(Guid.CreateVersion7(), "admin.settings", Guid.CreateVersion7());

        Assert.Equal(notice, LiveTopic.For(agent, notice, null));
        Assert.Null(LiveTopic.For(agent, notice, new LiveTopic(notice.Topic, [Role.Admin], PatientNotices.None)));
        Assert.Null(LiveTopic.For(agent, notice with { Patient = Guid.CreateVersion7() }, null));
    }

    [Fact]
    public void A_screen_too_slow_for_its_notices_is_told_to_ask_for_everything()
    {
        var stream = new LiveStream(new Session(Guid.CreateVersion7(), SessionKind.Staff, Guid.CreateVersion7(), "", Role.Agent, 15, DateTimeOffset.UnixEpoch), TimeProvider.System);
        Assert.True(stream.Take().Refetch);

        var same = new LiveNotice(Guid.CreateVersion7(), "a", Guid.CreateVersion7());
        stream.Tell(same);
        stream.Tell(same);
        Assert.Single(stream.Take().Notices);
        for (var i = 0; i < 300; i++)
            stream.Tell(same with { Id = Guid.CreateVersion7() });

        var (refetch, notices) = stream.Take();
        Assert.True(refetch);
        Assert.Empty(notices);
    }
}
