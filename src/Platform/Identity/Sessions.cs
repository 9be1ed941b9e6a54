using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Frontdesk.Platform;

/// <summary>
/// Begins, finds and ends sessions. A token is 256 random bits and only its SHA-256 is stored. A found session is trusted for two seconds,
/// so signing out, disabling an account or changing a role takes effect on every node within that time.
/// </summary>
public sealed class Sessions(TenantDbFactory databases, TimeProvider clock)
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(2);
    private const int StaffIdleMinutes = 15;
    private const int StaffHours = 12;
    private const int PatientIdleMinutes = 60;
    private const int PatientHours = 24;

    private readonly ConcurrentDictionary<(Guid Tenant, string Token), (Session Session, long At)> trusted = new();
    private long sweptAt = clock.GetTimestamp();

    /// <summary>Starts a session for a staff account that has proved both factors.</summary>
    /// <returns>The token for the cookie or the bearer header: shown once, never stored.</returns>
    public Task<string> BeginForStaff(Tenant tenant, Guid accountId, string requestId, CancellationToken ct) =>
        Begin(tenant, new Actor(ActorKind.Staff, accountId, "staff"), "staff", StaffIdleMinutes, StaffHours, requestId, ct);

    /// <summary>Starts a session for a patient who has proved a phone and a birth date.</summary>
    public Task<string> BeginForPatient(Tenant tenant, Guid patientId, string requestId, CancellationToken ct) =>
        Begin(tenant, new Actor(ActorKind.Patient, patientId, Role.Patient), "patient", PatientIdleMinutes, PatientHours, requestId, ct);

    /// <summary>The live session of this token in this clinic, or null. A session of another clinic is not found.</summary>
    public async ValueTask<Session?> Find(Tenant tenant, string token, CancellationToken ct)
    {
        if (trusted.TryGetValue((tenant.Id, token), out var entry) && clock.GetElapsedTime(entry.At) < Trusted)
            return entry.Session;

        var at = clock.GetTimestamp();
        var session = await databases.For(tenant, Actor.Anonymous, "session", "session.checked").QueryOne<Session>(FindSql, new { Hash = Hash(token) }, ct);
        if (session is null)
            trusted.TryRemove((tenant.Id, token), out _);
        else
            trusted[(tenant.Id, token)] = (session, at);
        Sweep(at);
        return session;
    }

    /// <summary>As <see cref="Find"/>, but not a use of the session: an open stream, or a desk that reports by itself, does not move its idle end.</summary>
    public async ValueTask<Session?> Peek(Tenant tenant, string token, CancellationToken ct) =>
        await databases.For(tenant, Actor.Anonymous, "session", "session.checked").QueryOne<Session>(PeekSql, new { Hash = Hash(token) }, ct);

    /// <summary>Ends one session.</summary>
    public async Task End(Tenant tenant, Guid sessionId, CancellationToken ct)
    {
        await databases.For(tenant, Actor.System, "session", "session.ended").Execute(
            "update platform.sessions set ended_at = now() where id = @sessionId and ended_at is null", new { sessionId }, ct);
        Forget(session => session.Id == sessionId);
    }

    /// <summary>Ends every session of an account, as when it is disabled or its password changes.</summary>
    public async Task EndAll(Tenant tenant, Guid accountId, CancellationToken ct)
    {
        await databases.For(tenant, Actor.System, "session", "session.ended").Execute(
            "update platform.sessions set ended_at = now() where account_id = @accountId and ended_at is null", new { accountId }, ct);
        Forget(session => session.AccountId == accountId);
    }

    private async Task<string> Begin(Tenant tenant, Actor actor, string kind, int idleMinutes, int hours, string requestId, CancellationToken ct)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var db = databases.For(tenant, actor, requestId, "session.began");
        await db.Execute(
            """
            with begun as (
                insert into platform.sessions (id, token_hash, kind, account_id, idle_minutes, expires_at)
                values (@id, @hash, @kind, @account, @idleMinutes, now() + make_interval(hours => @hours))
                returning id
            )
            insert into audit.events (kind, patient_id, detail)
            select 'session.began', case when @kind = 'patient' then @account end, jsonb_build_object('session', id)
            from   begun
            """,
            new { id = Guid.CreateVersion7(), hash = Hash(token), kind, account = actor.Id, idleMinutes, hours }, ct);
        return token;
    }

    // A staff session is only as good as its account at this moment: disabled or given another role, it changes at once.
    // seen_at is kept to the minute, so that a busy desk does not write a row for each request.
    private const string FindSql =
        Live + """
        , seen as (
            update platform.sessions s
            set    seen_at = now()
            from   live
            where  s.id = live.id
            and    live.seen_at < now() - interval '1 minute'
        )
        """ + Columns;

    private const string PeekSql = Live + Columns;

    private const string Live =
        """
        with live as (
            select s.id, s.kind, s.account_id, coalesce(a.name, '') as name, coalesce(a.role, 'patient') as role, s.idle_minutes, s.expires_at, s.seen_at
            from   platform.sessions s
            left   join platform.staff_accounts a on a.id = s.account_id and a.tenant_id = s.tenant_id and s.kind = 'staff'
            where  s.token_hash = @Hash
            and    s.ended_at is null
            and    s.expires_at > now()
            and    s.seen_at > now() - make_interval(mins => s.idle_minutes)
            and    (s.kind = 'patient' or a.active)
        )
        """;

    private const string Columns =
        """

        select id as "Id", case kind when 'staff' then 0 else 1 end as "Kind", account_id as "AccountId", name as "Name", role as "Role",
               idle_minutes as "IdleMinutes", expires_at as "ExpiresAt"
        from   live
        """;

    private static byte[] Hash(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));

    private void Forget(Func<Session, bool> ended)
    {
        foreach (var (key, entry) in trusted)
            if (ended(entry.Session))
                trusted.TryRemove(key, out _);
    }

    private void Sweep(long now)
    {
        var last = Interlocked.Read(ref sweptAt);
        if (clock.GetElapsedTime(last, now) < TimeSpan.FromMinutes(1) || Interlocked.CompareExchange(ref sweptAt, now, last) != last)
            return;
        foreach (var (key, entry) in trusted)
            if (clock.GetElapsedTime(entry.At, now) > Trusted)
                trusted.TryRemove(key, out _);
    }
}
