-- The registry: who the clinic's patients are, how they are reached, who acts for them, and whose chart is open to whom.
-- Text that is searched is prepared by the program (PersonName, PhoneNumber) and compared with = and ranges under the C collation:
-- only those can use an index under row level security.

create schema patients;
grant usage on schema patients to frontdesk_app, frontdesk_worker;

-- One row for each patient. Sex is FHIR's administrative-gender, language a BCP 47 tag.
create table patients.patients (
    tenant_id     uuid not null default platform.tenant_id(),
    id            uuid not null,
    patient_id    uuid not null generated always as (id) stored, -- so that the audit finds the row like every other of this patient
    given_name    text,                                          -- all given names, as called
    family_name   text,
    name_prefix   text,
    name_suffix   text,
    sort_name     text collate "C" not null,                     -- folded family and given names: lists are sorted by it
    birth_date    date not null,
    sex           text not null default 'unknown',
    language      text,
    deceased_on   date,
    version       integer not null default 1,                    -- rises with each change; a change made on an older one is refused
    source_hash   bytea,                                         -- SHA-256 of what the last import brought: the same again changes nothing
    created_at    timestamptz not null default now(),
    changed_at    timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint patient_has_a_name check (coalesce(given_name, family_name) <> ''),
    constraint patient_birth_date_is_possible check (birth_date >= '1880-01-01'),
    constraint patient_sex_is_known check (sex in ('male', 'female', 'other', 'unknown')),
    constraint patient_died_after_birth check (deceased_on >= birth_date)
);
-- "Who was born on that day?"
create index patients_by_birth_date on patients.patients (tenant_id, birth_date);
select platform.guard('patients.patients');

-- Names beside the one in patients.patients: a maiden name, a nickname.
create table patients.names (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    patient_id  uuid not null,
    use         text not null,                       -- FHIR name-use
    given_name  text,
    family_name text,
    source      text not null default 'desk',
    primary key (tenant_id, id),
    constraint name_belongs_to_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade,
    constraint name_use_is_known check (use in ('official', 'usual', 'maiden', 'nickname', 'old', 'temp', 'anonymous')),
    constraint name_is_not_empty check (coalesce(given_name, family_name) <> ''),
    constraint name_source_is_known check (source in ('desk', 'app', 'import'))
);
create index names_by_patient on patients.names (tenant_id, patient_id);
select platform.guard('patients.names');

-- Every folded word a patient is found by, of all names. Derived from them, so not audited: the names are.
create table patients.name_words (
    tenant_id  uuid not null default platform.tenant_id(),
    patient_id uuid not null,
    word       text collate "C" not null,
    primary key (tenant_id, patient_id, word),
    constraint name_word_belongs_to_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade
);
-- Looked up as a range of words; in this order the exact word comes before the longer ones.
create index name_words_by_word on patients.name_words (tenant_id, word, patient_id);
select platform.guard('patients.name_words', audited => false);

-- Telephones. One number may be many patients': that is a household.
create table patients.phones (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,
    patient_id uuid not null,
    e164       text collate "C",                     -- null when what was given is not a whole number
    reversed   text collate "C" not null,            -- the digits backwards: the last four or seven are a prefix
    as_given   text not null,
    extension  text,
    use        text not null default 'home',         -- FHIR contact-point-use
    owner      text not null default 'self',         -- who picks up
    may_text   boolean not null default false,
    source     text not null default 'desk',
    primary key (tenant_id, id),
    constraint phone_belongs_to_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade,
    constraint phone_is_e164 check (e164 ~ '^\+[1-9][0-9]{6,14}$'),
    constraint phone_use_is_known check (use in ('home', 'work', 'mobile', 'temp', 'old')),
    constraint phone_owner_is_known check (owner in ('self', 'parent', 'guardian', 'spouse', 'child', 'caregiver', 'other')),
    constraint phone_to_text_is_whole check (e164 is not null or not may_text),
    constraint phone_source_is_known check (source in ('desk', 'app', 'import'))
);
-- "Who calls from this number?"
create index phones_by_number on patients.phones (tenant_id, e164, patient_id);
-- "The last four digits are …"
create index phones_by_last_digits on patients.phones (tenant_id, reversed, patient_id);
create index phones_by_patient on patients.phones (tenant_id, patient_id);
select platform.guard('patients.phones');

create table patients.emails (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,
    patient_id uuid not null,
    address    text not null,
    owner      text not null default 'self',
    source     text not null default 'desk',
    primary key (tenant_id, id),
    constraint email_belongs_to_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade,
    constraint email_is_an_address check (address ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    constraint email_owner_is_known check (owner in ('self', 'parent', 'guardian', 'spouse', 'child', 'caregiver', 'other')),
    constraint email_source_is_known check (source in ('desk', 'app', 'import'))
);
create index emails_by_patient on patients.emails (tenant_id, patient_id);
select platform.guard('patients.emails');

create table patients.addresses (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    patient_id  uuid not null,
    use         text not null default 'home',         -- FHIR address-use
    lines       text[] not null default '{}',
    city        text,
    state       text,
    postal_code text,
    country     text,
    source      text not null default 'desk',
    primary key (tenant_id, id),
    constraint address_belongs_to_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade,
    constraint address_use_is_known check (use in ('home', 'work', 'temp', 'old', 'billing')),
    constraint address_source_is_known check (source in ('desk', 'app', 'import'))
);
create index addresses_by_patient on patients.addresses (tenant_id, patient_id);
select platform.guard('patients.addresses');

-- What other systems call the patient: the medical record number (type MR) of each, and their own ids.
-- Social security, driver's licence and passport numbers are not kept.
create table patients.identifiers (
    tenant_id    uuid not null default platform.tenant_id(),
    id           uuid not null,
    patient_id   uuid not null,
    type         text not null,                       -- HL7 v2 table 0203; '' when the source does not say
    system       text not null,                       -- URI of who gave it
    value        text not null,
    search_value text collate "C" not null,           -- letters and digits only, upper case
    source       text not null default 'desk',
    primary key (tenant_id, id),
    constraint identifier_is_taken unique (tenant_id, system, value),
    constraint identifier_belongs_to_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade,
    constraint identifier_may_be_kept check (type not in ('SS', 'SB', 'DL', 'PPN')),
    constraint identifier_is_not_empty check (value <> ''),
    constraint identifier_source_is_known check (source in ('desk', 'app', 'import'))
);
create index identifiers_by_search_value on patients.identifiers (tenant_id, search_value, patient_id);
create index identifiers_by_patient on patients.identifiers (tenant_id, patient_id, type);
select platform.guard('patients.identifiers');

-- Who acts for whom: the parent for the child, the daughter for her father. Both are patients here, because a patient is who signs in to the app.
create table patients.proxies (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,
    patient_id uuid not null,                         -- for whom
    proxy_id   uuid not null,                         -- who acts
    relation   text not null,
    starts_on  date not null default current_date,
    ends_on    date,                                  -- the last day, such as the day before the eighteenth birthday
    primary key (tenant_id, id),
    constraint proxy_is_named_once unique (tenant_id, proxy_id, patient_id),
    constraint proxy_acts_for_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade,
    constraint proxy_is_a_patient foreign key (tenant_id, proxy_id) references patients.patients (tenant_id, id) on delete cascade,
    constraint proxy_is_somebody_else check (proxy_id <> patient_id),
    constraint proxy_relation_is_known check (relation in ('parent', 'guardian', 'spouse', 'child', 'caregiver', 'other')),
    constraint proxy_ends_after_it_starts check (ends_on >= starts_on)
);
create index proxies_by_patient on patients.proxies (tenant_id, patient_id);
select platform.guard('patients.proxies');

-- A chart is open to a member of staff after the caller proved who they are, or for a stated reason, and only for a time.
create table patients.chart_unlocks (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,
    actor_id   uuid not null,
    patient_id uuid not null,
    call_id    uuid,                                  -- the call in which two identifiers matched
    reason     text,                                  -- or why it was opened without one
    opened_at  timestamptz not null default now(),
    expires_at timestamptz not null,
    primary key (tenant_id, id),
    constraint chart_unlock_is_for_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade,
    constraint chart_unlock_has_a_cause check (call_id is not null or reason <> ''),
    constraint chart_unlock_ends_after_it_starts check (expires_at > opened_at)
);
-- "Is this chart open to this person now?"
create index chart_unlocks_by_actor on patients.chart_unlocks (tenant_id, actor_id, patient_id, expires_at);
create index chart_unlocks_by_patient on patients.chart_unlocks (tenant_id, patient_id);
select platform.guard('patients.chart_unlocks');

-- The patients for whom the signed-in patient acts today.
create function patients.proxied() returns uuid[]
    language sql stable parallel safe
    return array(
        select x.patient_id
        from   patients.proxies x
        where  x.proxy_id = platform.actor_id()
        and    current_date between x.starts_on and coalesce(x.ends_on, 'infinity'));

-- Whether the actor may touch what is this patient's: staff and the program may, a patient for self and for those they act for, nobody else.
-- Simple enough for the planner to write it into the statement; the sub-select stands in patients.proxied(), and is reached by patients only.
create function patients.acts_for(patient_id uuid) returns boolean
    language sql stable parallel safe
    return platform.actor_kind() in ('staff', 'system')
        or (platform.actor_kind() = 'patient' and (patient_id = platform.actor_id() or patient_id = any (patients.proxied())));

-- Whether the actor may see the whole chart: as acts_for, and staff only while it is open to them.
create function patients.chart_is_open(patient_id uuid) returns boolean
    language sql stable parallel safe
    return case platform.actor_kind()
        when 'staff' then exists (
            select
            from   patients.chart_unlocks u
            where  u.actor_id = platform.actor_id()
            and    u.patient_id = chart_is_open.patient_id
            and    u.expires_at > now())
        else patients.acts_for(chart_is_open.patient_id)
    end;

-- For other modules' joins: what stands on a list beside a visit or a call.
create view patients.summary with (security_invoker = true) as
select p.id as patient_id,
       concat_ws(' ', p.given_name, p.family_name) as name,
       p.given_name,
       p.family_name,
       p.sort_name,
       p.birth_date,
       p.sex,
       p.language,
       p.deceased_on
from   patients.patients p;
comment on view patients.summary is 'What other modules may join: one row for each patient.';
grant select on patients.summary to frontdesk_app;

-- For Messaging: the numbers a patient agreed to be texted at.
create view patients.textable_phones with (security_invoker = true) as
select h.patient_id,
       h.id as phone_id,
       h.e164,
       h.owner
from   patients.phones h
where  h.may_text
and    h.e164 is not null
and    h.use <> 'old';
comment on view patients.textable_phones is 'Numbers that may be texted; a patient may have several or none.';
grant select on patients.textable_phones to frontdesk_app;
