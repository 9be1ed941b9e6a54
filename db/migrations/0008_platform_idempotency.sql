-- First answers to writes that carried an Idempotency-Key, kept for a day. An answer may hold what the actor was shown, so it is guarded like any clinic's data.
create table platform.idempotency (
    tenant_id    uuid        not null default platform.tenant_id(),
    -- Keys are the actor's own: two actors may choose the same one.
    actor_id     uuid        not null,
    key          text        not null,
    -- SHA-256 of method, path, query and body: the same key with another request is refused.
    request_hash bytea       not null,
    -- Null while the first request is at work.
    status       int,
    content_type text,
    location     text,
    body         bytea,
    -- Grows with each take-over of an entry whose request died; only the last holder writes the answer.
    fence        bigint      not null default 1,
    leased_until timestamptz not null,
    created_at   timestamptz not null default now(),
    constraint idempotency_pkey primary key (tenant_id, actor_id, key),
    constraint idempotency_key_is_short check (length(key) between 1 and 200)
);

select platform.guard('platform.idempotency', audited => false);

-- What the nightly clean-up looks for.
create index idempotency_by_age on platform.idempotency (tenant_id, created_at);
