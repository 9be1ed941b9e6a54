using System.Diagnostics;
using Dapper;
using Frontdesk.Platform;
using Npgsql;

namespace Frontdesk.Bench;

/// <summary>
/// Fills a throw-away database set by set as its superuser: triggers and foreign keys are off and the larger indexes are made at the end.
/// Only a bench may do this; nothing that is filled here was checked by the program.
/// </summary>
internal sealed class Bulk(NpgsqlConnection connection, BenchOptions options, int tenants, Action<string> progress)
{
    public const string Password = "correct horse battery bench";
    public static readonly byte[] TotpSecret = "frontdesk bench 2026"u8.ToArray();
    public const int Practitioners = 5;
    public const int SlotsADay = 24;
    public const string TimeZone = "America/Chicago";

    /// <summary>Days from today that have booked visits; later days are free for the booking row.</summary>
    public const int DaysBooked = 28;

    /// <summary>Of the one large clinic, whose calendars are as full for longer.</summary>
    public const int LargePractitioners = 50;
    private const int LargeDaysBooked = 75;

    // A kept fill is as good as new while the fortnight that is searched lies within the days booked.
    private const int DaysGood = DaysBooked - 14;
    private const int BookedADayEach = 19;

    /// <summary>The number of the large clinic, after all others.</summary>
    public static int Large(int tenants) => tenants + 1;

    /// <summary>Ids in the order of time, as version 7 has them: what, which clinic, which one.</summary>
    public static Guid Id(Kind kind, int tenant, int n) => Guid.ParseExact($"019a{tenant:x8}7{(int)kind:x3}8{n:x15}", "N");

    public static string Slug(int tenant) => $"bench-{tenant}";

    public static string Phone(int tenant, int patient) => $"+1{201 + (tenant % 700)}555{patient % 10_000:0000}";

    public enum Kind
    {
        Tenant = 1,
        Staff = 2,
        Patient = 3,
        Phone = 4,
        Identifier = 5,
        Location = 6,
        Practitioner = 7,
        VisitType = 8,
        Hours = 9,
        Appointment = 10,
        Unlock = 11,
        Address = 12,
    }

    /// <param name="agentsAt">Clinics where every chart is opened to the agent.</param>
    public async Task Run(IReadOnlyList<int> agentsAt, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        await Execute(Functions, ct);
        await Execute("set session_replication_role = replica; set synchronous_commit = off", ct);
        var postponed = (long)tenants * options.Patients > 200_000 ? await DropLargeIndexes(ct) : [];
        await connection.ExecuteAsync(new CommandDefinition(StaffSql, new { tenants = Large(tenants), TimeZone, hash = Passwords.Hash(Password), TotpSecret }, commandTimeout: 0, cancellationToken: ct));

        var step = Math.Max(1, 50_000 / options.Patients);
        for (var from = 1; from <= tenants; from += step)
        {
            var to = Math.Min(tenants, from + step - 1);
            await FillClinics(from, to, options.Patients * options.AppointmentsPerPatient, Practitioners, DaysBooked, ct);
            progress($"filling {to:N0} of {tenants:N0} clinics, {(long)to * options.Patients:N0} patients, {(long)to * options.Patients * options.AppointmentsPerPatient:N0} appointments ({clock.Elapsed.TotalSeconds:0} s)");
        }

        await FillClinics(Large(tenants), Large(tenants), LargeDaysBooked * 5 / 7 * LargePractitioners * BookedADayEach, LargePractitioners, LargeDaysBooked, ct);

        foreach (var (name, sql) in postponed)
        {
            progress($"index {name} ({clock.Elapsed.TotalSeconds:0} s)");
            await Execute("set maintenance_work_mem = '512MB'; " + sql, ct);
        }

        foreach (var tenant in agentsAt)
            await connection.ExecuteAsync(new CommandDefinition(OpenChartsSql, new { tenant, patients = options.Patients }, commandTimeout: 0, cancellationToken: ct));
        await Execute("set session_replication_role = origin", ct);
        progress($"vacuum ({clock.Elapsed.TotalSeconds:0} s)");
        await Execute("vacuum (analyze)", ct);
        await connection.ExecuteAsync(new CommandDefinition("insert into bench.filled (patients, appointments) values (@Patients, @AppointmentsPerPatient)", options, cancellationToken: ct));
        await Execute("checkpoint;", ct); // Without the semicolon Dapper takes one word for a procedure.
        progress($"filled {tenants:N0} clinics with {options.Patients:N0} patients each in {clock.Elapsed.TotalSeconds:0} s");
    }

    private async Task FillClinics(int from, int to, int appointments, int practitioners, int daysBooked, CancellationToken ct)
    {
        var arguments = new { from, to, patients = options.Patients, appointments, practitioners, daysBooked, bookedADay = practitioners * BookedADayEach, SlotsADay, TimeZone };
        foreach (var sql in (string[])[PatientsSql, ScheduleSql, AppointmentsSql])
            await connection.ExecuteAsync(new CommandDefinition(sql, arguments, commandTimeout: 0, cancellationToken: ct));
    }

    /// <summary>Whether a database of an earlier run holds just this, and not too long ago.</summary>
    public async Task<bool> IsFilled(CancellationToken ct) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select to_regclass('bench.filled') is not null", cancellationToken: ct))
        && await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            select exists (
                select
                from   bench.filled
                where  patients = @Patients
                and    appointments = @AppointmentsPerPatient
                and    on_day > current_date - @DaysGood)
            """, new { options.Patients, options.AppointmentsPerPatient, DaysGood }, cancellationToken: ct));

    /// <summary>Takes away what an earlier run held, booked and recorded, and opens the charts anew.</summary>
    public async Task Renew(IReadOnlyList<int> agentsAt, CancellationToken ct)
    {
        await Execute("set session_replication_role = replica", ct);
        await Execute("truncate audit.reads, audit.changes, audit.events, platform.throttles", ct);
        await Execute("update patients.chart_unlocks set expires_at = now() + interval '1 day'", ct);
        await Execute("update platform.staff_accounts set totp_last_step = default where totp_last_step <> 0", ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            delete from scheduling.appointments
            where  tenant_id = any (array(select bench.id(1, t, 0) from unnest(@agentsAt) t))
            and    id > bench.id(4095, 2147483647, 0)
            """, new { agentsAt }, commandTimeout: 0, cancellationToken: ct));
        await Execute("set session_replication_role = origin", ct);
        await Execute("vacuum (analyze) scheduling.appointments, patients.chart_unlocks, audit.reads, audit.changes, audit.events", ct);
        await Execute("checkpoint;", ct);
    }

    private Task Execute(string sql, CancellationToken ct) => connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: 0, cancellationToken: ct));

    private sealed record Postponed(string Name, string Drop, string Make);

    // One at a time is what makes filling slow: each row looks for its place in every one of them.
    private async Task<List<(string Name, string Sql)>> DropLargeIndexes(CancellationToken ct)
    {
        var found = (await connection.QueryAsync<Postponed>(new CommandDefinition(
            """
            select conname as "Name", format('alter table %s drop constraint %I', conrelid::regclass, conname) as "Drop",
                   format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as "Make"
            from   pg_constraint
            where  contype = 'x' and conrelid = 'scheduling.appointments'::regclass
            union all
            select relname, format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
            from   pg_index join pg_class on pg_class.oid = indexrelid
            where  indrelid in ('scheduling.appointments'::regclass, 'patients.patients'::regclass, 'patients.phones'::regclass, 'patients.name_words'::regclass, 'patients.identifiers'::regclass)
            and    not exists (select from pg_constraint where conindid = indexrelid)
            """, cancellationToken: ct))).AsList();
        foreach (var index in found)
            await Execute(index.Drop, ct);
        return [.. found.Select(static index => (index.Name, index.Make))];
    }

    private const string Functions =
        """
        create schema if not exists bench;
        create table bench.filled (patients int not null, appointments int not null, on_day date not null default current_date);
        create or replace function bench.id(kind int, tenant int, n int) returns uuid
            language sql immutable parallel safe
            return ('019a' || lpad(to_hex(tenant), 8, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid;
        create or replace function bench.given(n int) returns text
            language sql immutable parallel safe
            return (array['Maria','Jose','Emma','Liam','Sofia','Noah','Ava','Mateo','Grace','Owen','Ruth','Henry','Alma','Diego','Clara','Hugo'])[1 + n % 16];
        create or replace function bench.family(n int) returns text
            language sql immutable parallel safe
            return (array['Garcia','Smith','Lopez','Miller','Nguyen','Davis','Kim','Wilson','Torres','Moore','Patel','Clark','Reyes','Lewis','Novak','Hall','Cruz','Young'])[1 + n % 18]
                || (array['','son','er','ez','man','ski'])[1 + (n / 18) % 6];
        """;

    private const string StaffSql =
        """
        insert into platform.tenants (id, slug, name, phone, time_zone, languages)
        select bench.id(1, t, 0), 'bench-' || t, 'Bench clinic ' || t, '+1' || (2010000000 + t), @TimeZone, '{en,es}'
        from   generate_series(1, @tenants) t;

        insert into platform.staff_accounts (tenant_id, id, email, name, role, password_hash, totp_secret)
        select bench.id(1, t, 0), bench.id(2, t, 0), 'agent@bench-' || t || '.example', 'Bench agent', 'agent', @hash, @TotpSecret
        from   generate_series(1, @tenants) t;
        """;

    private const string PatientsSql =
        """
        insert into patients.patients (tenant_id, id, given_name, family_name, sort_name, birth_date, sex, language)
        select bench.id(1, t, 0), bench.id(3, t, n), bench.given(n), bench.family(n), lower(bench.family(n) || ' ' || bench.given(n)),
               date '1930-01-01' + (n * 7919 + t) % 35000, (array['female', 'male'])[1 + n % 2], (array['en', 'es'])[1 + n % 2]
        from   generate_series(@from, @to) t, generate_series(1, @patients) n;

        insert into patients.name_words (tenant_id, patient_id, word)
        select bench.id(1, t, 0), bench.id(3, t, n), lower(word)
        from   generate_series(@from, @to) t, generate_series(1, @patients) n, unnest(array[bench.given(n), bench.family(n)]) word;

        insert into patients.phones (tenant_id, id, patient_id, e164, reversed, as_given, use, owner, may_text)
        select bench.id(1, t, 0), bench.id(4, t, n), bench.id(3, t, n), '+1' || digits, reverse('1' || digits), digits, 'mobile', 'self', true
        from   generate_series(@from, @to) t, generate_series(1, @patients) n, format('%s555%s', 201 + t % 700, lpad((n % 10000)::text, 4, '0')) digits;

        insert into patients.identifiers (tenant_id, id, patient_id, type, system, value, search_value)
        select bench.id(1, t, 0), bench.id(5, t, n), bench.id(3, t, n), 'MR', 'urn:frontdesk:mrn', 'B' || n, 'B' || n
        from   generate_series(@from, @to) t, generate_series(1, @patients) n;

        insert into patients.addresses (tenant_id, id, patient_id, lines, city, state, postal_code, country)
        select bench.id(1, t, 0), bench.id(12, t, n), bench.id(3, t, n), array[n || ' Main St'], 'Chicago', 'IL', '60657', 'US'
        from   generate_series(@from, @to) t, generate_series(1, @patients) n;
        """;

    private const string ScheduleSql =
        """
        insert into scheduling.locations (tenant_id, id, name, time_zone)
        select bench.id(1, t, 0), bench.id(6, t, 0), 'Main', @TimeZone
        from   generate_series(@from, @to) t;

        insert into scheduling.resources (tenant_id, id, kind, name)
        select bench.id(1, t, 0), bench.id(7, t, r), 'practitioner', 'Dr. Bench ' || r
        from   generate_series(@from, @to) t, generate_series(1, @practitioners) r;

        insert into scheduling.practitioners (tenant_id, id, languages)
        select bench.id(1, t, 0), bench.id(7, t, r), '{en,es}'
        from   generate_series(@from, @to) t, generate_series(1, @practitioners) r;

        insert into scheduling.resource_locations (tenant_id, resource_id, location_id)
        select bench.id(1, t, 0), bench.id(7, t, r), bench.id(6, t, 0)
        from   generate_series(@from, @to) t, generate_series(1, @practitioners) r;

        insert into scheduling.visit_types (tenant_id, id, name_en, name_es, minutes, every, patients_may_book, patients_ahead)
        select bench.id(1, t, 0), bench.id(8, t, 0), 'Visit', 'Consulta', 20, 20, true, 366
        from   generate_series(@from, @to) t;

        insert into scheduling.weekly_hours (tenant_id, id, resource_id, location_id, weekday, starts_minute, ends_minute)
        select bench.id(1, t, 0), bench.id(9, t, r * 10 + day), bench.id(7, t, r), bench.id(6, t, 0), day, 540, 540 + @SlotsADay * 20
        from   generate_series(@from, @to) t, generate_series(1, @practitioners) r, generate_series(1, 5) day;

        insert into scheduling.rules_versions (tenant_id)
        select bench.id(1, t, 0)
        from   generate_series(@from, @to) t;
        """;

    // Workdays from the last booked one backwards, each four fifths full: 19 of 24 slots of each practitioner.
    private const string AppointmentsSql =
        """
        with days as materialized (
            select row_number() over (order by day desc) - 1 as number, day::date
            from   generate_series(current_date - (@appointments / @bookedADay + 2) * 2 - 14, current_date + @daysBooked, interval '1 day') day
            where  extract(isodow from day) < 6
        ), slots as materialized (
            select n, r, d.day + interval '9 hours' + make_interval(mins => 20 * ((slot * 5 + r) % @SlotsADay)) as local
            from   generate_series(0, @appointments - 1) n
            cross  join lateral (select n / @bookedADay as day_number, n % @bookedADay / 19 + 1 as r, n % 19 as slot) at
            join   days d on d.number = at.day_number
        )
        insert into scheduling.appointments (
            tenant_id, id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, held_by, held_by_kind, booked_at, booked_by)
        select bench.id(1, t, 0), bench.id(10, t, n), bench.id(7, t, r), bench.id(6, t, 0), bench.id(8, t, 0), bench.id(3, t, 1 + n % @patients),
               case when starts_at < now() then 'fulfilled' else 'booked' end, starts_at, starts_at + interval '20 minutes', starts_at, starts_at + interval '20 minutes',
               bench.id(2, t, 0), 'staff', now(), bench.id(2, t, 0)
        from   generate_series(@from, @to) t, slots, lateral (select local at time zone @TimeZone as starts_at) s;
        """;

    // Every chart of a clinic is open to its agent, as if calls had been verified.
    private const string OpenChartsSql =
        """
        insert into patients.chart_unlocks (tenant_id, id, actor_id, patient_id, reason, expires_at)
        select bench.id(1, @tenant, 0), bench.id(11, @tenant, n), bench.id(2, @tenant, 0), bench.id(3, @tenant, n), 'bench', now() + interval '1 day'
        from   generate_series(1, @patients) n
        """;
}
