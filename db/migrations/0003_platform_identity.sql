-- Identity: staff accounts, sessions of staff and patients, throttling of sign-in without lockout.

-- People who work at the clinic. The second factor is not optional.
create table platform.staff_accounts (
    tenant_id      uuid not null default platform.tenant_id(),
    id             uuid not null,
    email          text not null,                 -- as compared: trimmed, lower case
    name           text not null,
    role           text not null,
    password_hash  text not null,                 -- ASP.NET Core Identity, version 3
    totp_secret    bytea not null,                -- RFC 6238, 160 bits
    totp_last_step bigint not null default 0,     -- a code is good once: only later steps are accepted
    active         boolean not null default true,
    created_at     timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint staff_email_is_taken unique (tenant_id, email),
    constraint staff_email_is_lower_case check (email = lower(email) and email like '%_@_%'),
    constraint staff_role_is_known check (role in ('admin', 'supervisor', 'agent', 'clinician'))
);
select platform.guard('platform.staff_accounts', secret_columns => '{password_hash,totp_secret,totp_last_step}');

-- A session is 256 random bits; only their SHA-256 is kept. Idle and absolute limits are the database's clock.
create table platform.sessions (
    tenant_id    uuid not null default platform.tenant_id(),
    id           uuid not null,
    token_hash   bytea not null,
    kind         text not null,
    account_id   uuid not null,                   -- staff account, or the patient
    started_at   timestamptz not null default now(),
    seen_at      timestamptz not null default now(), -- kept to the minute
    idle_minutes integer not null,
    expires_at   timestamptz not null,
    ended_at     timestamptz,
    primary key (tenant_id, id),
    constraint session_token_is_unique unique (tenant_id, token_hash),
    constraint session_kind_is_known check (kind in ('staff', 'patient')),
    constraint session_ends_after_it_starts check (expires_at > started_at)
);
-- "End all sessions of this account."
create index sessions_by_account on platform.sessions (tenant_id, account_id) where ended_at is null;
select platform.guard('platform.sessions', audited => false);

-- How often something was tried in the present window. The key is a keyed hash of what is limited (account and address, account, device).
create table platform.throttles (
    tenant_id    uuid not null default platform.tenant_id(),
    key          bytea not null,
    window_start timestamptz not null default now(),
    tries        integer not null default 1,
    primary key (tenant_id, key)
);
select platform.guard('platform.throttles', audited => false);

-- Browsers that once signed in to an account: they keep a budget of their own, so that guessing from elsewhere cannot lock the owner out.
create table platform.known_devices (
    tenant_id   uuid not null default platform.tenant_id(),
    account_id  uuid not null,
    device_hash bytea not null,
    seen_at     timestamptz not null default now(),
    primary key (tenant_id, account_id, device_hash)
);
select platform.guard('platform.known_devices', audited => false);
