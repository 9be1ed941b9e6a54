-- What was done to the world outside, one row per meaning ("reminder:<appointment>:24h"), so that a job that runs twice has one effect.
create table platform.effects (
    tenant_id    uuid        not null default platform.tenant_id(),
    key          text        not null,
    -- Stable over all attempts: given to vendors that take an idempotency key.
    id           uuid        not null,
    -- started: sent, or about to be; done: the vendor has taken it; in_doubt: a crash hid the answer and nobody can be asked.
    state        text        not null default 'started',
    attempts     int         not null default 1,
    leased_until timestamptz not null,
    -- The vendor's own id of what it took.
    vendor_id    text,
    started_at   timestamptz not null default now(),
    done_at      timestamptz,
    constraint effects_pkey primary key (tenant_id, key),
    constraint effect_state_is_known check (state in ('started', 'done', 'in_doubt')),
    constraint done_effect_has_its_time check ((state = 'done') = (done_at is not null))
);

select platform.guard('platform.effects', audited => false);
