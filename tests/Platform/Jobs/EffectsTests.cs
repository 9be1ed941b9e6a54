using System.Net;
using Dapper;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Platform.Jobs;

public sealed class EffectsTests(App app) : AppTest(app)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private int sent;

    private Task<string?> Send(EffectAttempt attempt) => Task.FromResult<string?>($"SM{Interlocked.Increment(ref sent)}");

    private async Task<Effects> Ledger() => new((await App.Clinic()).Db);

    private async Task LoseTheAnswer(Effects effects, string key)
    {
        await Assert.ThrowsAsync<TimeoutException>(() => effects.Once(key, _ => throw new TimeoutException(), None));
        await using var connection = await App.Database.Open();
        await connection.ExecuteAsync("update platform.effects set leased_until = now() - interval '1 second' where key = @key", new { key });
    }

    [Fact]
    public async Task What_is_done_is_not_done_again()
    {
        var effects = await Ledger();

        Assert.Equal("SM1", await effects.Once("reminder:1", Send, None));
        Assert.Equal("SM1", await effects.Once("reminder:1", Send, None));
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task Twenty_at_once_send_once()
    {
        var effects = await Ledger();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await effects.Once("at-once", Send, None);
            }
            catch (EffectInProgressException)
            {
                // Later, says the ledger.
            }
        }));

        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task A_certain_refusal_may_be_tried_again()
    {
        var effects = await Ledger();
        await Assert.ThrowsAsync<HttpRequestException>(() => effects.Once("refused", _ => throw new HttpRequestException("", null, HttpStatusCode.TooManyRequests), None));

        Assert.Equal("SM1", await effects.Once("refused", Send, None));
    }

    [Fact]
    public async Task After_a_lost_answer_another_try_waits_for_the_lease()
    {
        var effects = await Ledger();
        await Assert.ThrowsAsync<TimeoutException>(() => effects.Once("leased", _ => throw new TimeoutException(), None));

        await Assert.ThrowsAsync<EffectInProgressException>(() => effects.Once("leased", Send, None));
    }

    [Fact]
    public async Task After_a_lost_answer_the_vendor_is_asked_and_its_answer_kept()
    {
        var effects = await Ledger();
        await LoseTheAnswer(effects, "asked");

        Assert.Equal("SM-found", await effects.Once("asked", Send, _ => Task.FromResult<string?>("SM-found"), None));
        Assert.Equal("SM-found", await effects.Once("asked", Send, None));
        Assert.Equal(0, sent);
    }

    [Fact]
    public async Task After_a_lost_answer_it_is_sent_when_the_vendor_says_it_has_nothing()
    {
        var effects = await Ledger();
        await LoseTheAnswer(effects, "nothing");

        Assert.Equal("SM1", await effects.Once("nothing", Send, _ => Task.FromResult<string?>(null), None));
    }

    [Fact]
    public async Task After_a_lost_answer_and_nobody_to_ask_it_is_in_doubt_and_never_sent_again()
    {
        var effects = await Ledger();
        await LoseTheAnswer(effects, "doubt");

        await Assert.ThrowsAsync<EffectInDoubtException>(() => effects.Once("doubt", Send, None));
        await Assert.ThrowsAsync<EffectInDoubtException>(() => effects.Once("doubt", Send, None));
        Assert.Equal(0, sent);
    }
}
