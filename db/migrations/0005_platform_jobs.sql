-- Work to be done after a transaction committed. A row is added by the transaction that makes the work necessary, so a job exists
-- exactly when its cause does. A finished job is deleted: the table holds only what is still to be done, and what died.
--
--   waiting ──(run_at has come)──▶ ready ──(claimed)──▶ running ──(done)──▶ deleted
--      ▲                             ▲                     │
--      │                             └──(lease ran out)────┤
--      └──────────────(failed, to be tried again)──────────┤
--                                                          └──(failed for the last time)──▶ dead
create table platform.jobs (
    -- The clinic the job runs as; the nil uuid is the house itself (work that belongs to no clinic).
    tenant_id    uuid        not null default platform.tenant_id(),
    id           uuid        not null default gen_random_uuid(),
    -- "module.UseCase", the name of the job's type.
    kind         text        not null,
    -- Ids, counts and times only, never a name, a number or a text about a patient.
    payload      jsonb       not null,
    -- waiting and ready are apart so that a claim never walks past work that is not due yet.
    state        text        not null,
    -- At most one job of a kind and key is waiting, ready or running.
    unique_key   text,
    run_at       timestamptz not null,
    attempts     int         not null default 0,
    max_attempts int         not null default 12,
    -- Grows with each claim. Whoever finishes a job must name the number it was claimed with; a worker that slept through its lease cannot.
    fence        bigint      not null default 0,
    leased_until timestamptz,
    -- Type and code of the last failure, for operators; without messages, which may quote data.
    last_error   text,
    -- The request that caused the work, so that logs and audit rows of both can be read together.
    request_id   text,
    created_at   timestamptz not null default now(),
    constraint jobs_pkey primary key (tenant_id, id),
    constraint job_state_is_known check (state in ('waiting', 'ready', 'running', 'dead')),
    constraint running_job_has_a_lease check ((state = 'running') = (leased_until is not null)),
    constraint job_payload_is_an_object check (jsonb_typeof(payload) = 'object')
)
-- Rows live for seconds: vacuum early and at full speed, or claims slow down with the dead rows they step over.
with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0,
      autovacuum_analyze_scale_factor = 0.1);

select platform.guard('platform.jobs', audited => false);

-- A claim hops from clinic to clinic along this index and takes the oldest few of each.
create index jobs_ready on platform.jobs (tenant_id, run_at, id) where state = 'ready';
-- What comes due next, over all clinics.
create index jobs_waiting on platform.jobs (run_at) where state = 'waiting';
-- Whose lease has run out.
create index jobs_leases on platform.jobs (leased_until) where state = 'running';
create unique index job_is_already_waiting on platform.jobs (tenant_id, kind, unique_key) where unique_key is not null and state <> 'dead';

-- The worker claims for all clinics; it runs each job as its clinic, through the application's role. This table is the only thing it sees of them.
create policy worker_claims_for_all_tenants on platform.jobs for all to frontdesk_worker using (true) with check (true);
grant usage on schema platform to frontdesk_worker;
grant select, insert, update, delete on platform.jobs to frontdesk_worker;

-- Adds a job from within a statement: select platform.enqueue('messaging.SendReminder', jsonb_build_object(…), …) from booked.
-- Null when a job of this kind and key is already there. Due at once unless run_at says later.
create function platform.enqueue(kind text, payload jsonb, unique_key text default null, run_at timestamptz default null, max_attempts int default 12)
returns uuid
language sql volatile
set search_path = pg_catalog
as $$
    insert into platform.jobs (kind, payload, unique_key, run_at, state, max_attempts, request_id)
    values ($1, $2, $3, coalesce($4, now()), case when $4 > now() then 'waiting' else 'ready' end, $5, nullif(current_setting('app.request_id', true), ''))
    on conflict (tenant_id, kind, unique_key) where unique_key is not null and state <> 'dead' do nothing
    returning id
$$;
