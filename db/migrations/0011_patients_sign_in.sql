-- Patients sign in with a code texted to a phone on file and their birth date.

-- One row for each time somebody asked for a code, also for numbers nobody has: the answer must not tell.
-- The row names no patient; who it is comes out when code and birth date are right.
create table patients.sign_in_challenges (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,
    e164       text collate "C" not null,
    code_salt  bytea,                                 -- null until the code is made, when it is sent
    code_hash  bytea,
    tries      smallint not null default 0,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '10 minutes',
    used_at    timestamptz,                           -- a code is good once
    primary key (tenant_id, id),
    constraint challenge_ends_within_ten_minutes check (expires_at <= created_at + interval '10 minutes'),
    constraint challenge_has_five_tries check (tries between 0 and 5)
);
-- Old ones are removed by age.
create index sign_in_challenges_by_age on patients.sign_in_challenges (tenant_id, expires_at);
select platform.guard('patients.sign_in_challenges', audited => false);
