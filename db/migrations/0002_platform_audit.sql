-- Audit: who saw, changed or did what. Insert-only for the application, partitioned by month, kept six years.
-- Who, request and action come from the transaction's settings by default, so that no statement can forget them.

-- One row for each patient a statement disclosed. A search that found nobody leaves one row without a patient.
create table audit.reads (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null default gen_random_uuid(),
    at         timestamptz not null default now(),
    actor_kind text not null default platform.actor_kind(),
    actor_id   uuid default platform.actor_id(),
    patient_id uuid,
    purpose    text not null,                              -- HL7 v3 PurposeOfUse code: TREAT, HOPERAT, PATRQT, ETREAT
    action     text not null default platform.action(),
    request_id text not null default platform.request_id(),
    primary key (tenant_id, at, id)
) partition by range (at);
-- A patient's own access log, newest first.
create index reads_by_patient on audit.reads (tenant_id, patient_id, at);

-- Old and new image of every changed row of every tenant table.
create table audit.changes (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null default gen_random_uuid(),
    at         timestamptz not null default now(),
    actor_kind text not null default platform.actor_kind(),
    actor_id   uuid default platform.actor_id(),
    patient_id uuid,                                       -- the row's patient_id where it has one
    table_name text not null,
    row_id     uuid,
    operation  text not null,
    old        jsonb,
    new        jsonb,
    action     text not null default platform.action(),
    request_id text not null default platform.request_id(),
    constraint change_operation_is_known check (operation in ('INSERT', 'UPDATE', 'DELETE')),
    primary key (tenant_id, at, id)
) partition by range (at);
-- "What happened to this row?"
create index changes_by_row on audit.changes (tenant_id, row_id, at);

-- Things that happened without a changed or disclosed row: sign-in, refusal, unlock, export, settings.
create table audit.events (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null default gen_random_uuid(),
    at         timestamptz not null default now(),
    actor_kind text not null default platform.actor_kind(),
    actor_id   uuid default platform.actor_id(),
    patient_id uuid,
    kind       text not null,
    outcome    text not null default 'success',
    detail     jsonb not null default '{}',                -- ids and codes, never PHI or secrets
    request_id text not null default platform.request_id(),
    constraint event_outcome_is_known check (outcome in ('success', 'refused', 'failed')),
    primary key (tenant_id, at, id)
) partition by range (at);
create index events_by_patient on audit.events (tenant_id, patient_id, at);

create function audit.record_change() returns trigger
    language plpgsql as
$$
declare
    -- Without arguments tg_argv is null and not empty.
    secret text[] := coalesce(tg_argv, '{}');
    before jsonb  := case when tg_op <> 'INSERT' then to_jsonb(old) - secret end;
    after  jsonb  := case when tg_op <> 'DELETE' then to_jsonb(new) - secret end;
    either jsonb  := coalesce(after, before);
begin
    insert into audit.changes (tenant_id, patient_id, table_name, row_id, operation, old, new)
    values ((either ->> 'tenant_id')::uuid, (either ->> 'patient_id')::uuid, tg_table_schema || '.' || tg_table_name,
            (either ->> 'id')::uuid, tg_op, before, after);
    return null;
end
$$;

-- Partitions carry the policy too: a partition named directly must not be a way around its parent.
create function audit.keep_out(partition regclass) returns void
    language plpgsql as
$$
begin
    execute format('alter table %s enable row level security', partition);
    execute format('alter table %s force row level security', partition);
    execute format(
        'create policy tenant_isolation on %s using (tenant_id = (select platform.tenant_id())) with check (tenant_id = (select platform.tenant_id()))',
        partition);
end
$$;
revoke all on function audit.keep_out(regclass) from public;

-- Makes the partitions of this month and the next three. Definer, so that the daily job can call it without owning anything.
create function audit.make_partitions() returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as
$$
declare
    log   text;
    month date;
    name  text;
begin
    foreach log in array array['reads', 'changes', 'events'] loop
        for month in select generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '3 months', interval '1 month')::date loop
            name := format('%s_%s', log, to_char(month, 'YYYY_MM'));
            if to_regclass('audit.' || name) is null then
                execute format('create table audit.%I partition of audit.%I for values from (%L) to (%L)',
                               name, log, month::timestamp at time zone 'UTC', (month + interval '1 month')::timestamp at time zone 'UTC');
                perform audit.keep_out(('audit.' || name)::regclass);
            end if;
        end loop;
    end loop;
end
$$;
revoke all on function audit.make_partitions() from public;
grant execute on function audit.make_partitions() to frontdesk_worker;

-- A row with no month of its own still has a place: an audit that cannot be written stops the clinic.
create table audit.reads_default partition of audit.reads default;
create table audit.changes_default partition of audit.changes default;
create table audit.events_default partition of audit.events default;
select audit.keep_out('audit.reads_default'), audit.keep_out('audit.changes_default'), audit.keep_out('audit.events_default');
select audit.make_partitions();

select audit.keep_out('audit.reads'), audit.keep_out('audit.changes'), audit.keep_out('audit.events');
grant select, insert on audit.reads, audit.changes, audit.events to frontdesk_app;
