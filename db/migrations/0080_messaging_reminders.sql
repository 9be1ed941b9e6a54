-- Texts about visits and waitlist offers, what people answer, and who asked not to be texted.

alter table messaging.messages
    add column patient_id uuid,
    add column subject_id uuid,                      -- the visit or the offer it is about
    add column subject_at timestamptz,               -- the time it names: a text about a visit that was moved since is about another time
    add column time_zone  text,                      -- by whose clock it names it
    add column body_hash  bytea,                     -- SHA-256 of what it says, to know it again after a crash; null where that is a secret
    drop constraint message_purpose_is_known,
    add constraint message_purpose_is_known check (purpose in ('sign_in_code', 'reminder', 'waitlist_offer', 'waitlist_news', 'reply')),
    add constraint message_is_to_a_known_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id);
-- "What was this number last asked?"
create index messages_by_number on messaging.messages (tenant_id, to_e164, created_at) where subject_id is not null;

-- Until when a clinic's visits were looked through for reminders that are due: each is found once, and after an outage none is passed over.
create table messaging.reminder_marks (
    tenant_id    uuid not null default platform.tenant_id(),
    looked_until timestamptz not null,
    primary key (tenant_id)
);
select platform.guard('messaging.reminder_marks', audited => false);

-- Numbers whose owners said STOP to this clinic: nothing but the codes they ask for themselves is texted there until they say START.
create table messaging.stopped_numbers (
    tenant_id  uuid not null default platform.tenant_id(),
    e164       text collate "C" not null,
    stopped_at timestamptz not null default now(),
    word       text not null,                        -- what they said: STOP, ALTO …
    primary key (tenant_id, e164),
    constraint stopped_number_is_e164 check (e164 ~ '^\+[1-9][0-9]{6,14}$')
);
select platform.guard('messaging.stopped_numbers');

-- Texts that came in, without what they said: a telling that comes twice is one text.
create table messaging.received_texts (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    vendor_id   text not null,                       -- Twilio's MessageSid
    from_e164   text not null,
    meaning     text not null,                       -- what we took it for
    message_id  uuid,                                -- the text of ours it answered
    language    text not null,                       -- of the answer
    answer      text,                                -- what is texted back; null: nothing, or not known yet
    received_at timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint text_was_received_before unique (tenant_id, vendor_id),
    constraint received_text_means_something check (meaning in ('confirm', 'cancel', 'accept', 'decline', 'stop', 'start', 'help', 'other')),
    constraint answer_is_known check (answer in
        ('confirmed', 'all_confirmed', 'cancelled', 'changed', 'which', 'accepted', 'declined', 'offer_over', 'stopped', 'started', 'help', 'other'))
);
-- How often a number was answered lately: two programs that answer each other must come to an end.
create index received_texts_by_number on messaging.received_texts (tenant_id, from_e164, received_at);
select platform.guard('messaging.received_texts');

-- What of others Messaging needs. Their schemas, their words; here, because a landed file is not edited.

-- Where a patient may be texted, best first: at their own numbers, then at those of others on their chart, then at those of the people who act for them today.
-- The language is that of who reads it.
create view patients.textable_numbers with (security_invoker = true) as
select t.patient_id, t.e164, p.language, case t.owner when 'self' then 1 else 2 end as place, t.phone_id
from   patients.textable_phones t
join   patients.patients p on p.id = t.patient_id
where  p.deceased_on is null
union all
select x.patient_id, t.e164, p.language, case t.owner when 'self' then 3 else 4 end, t.phone_id
from   patients.proxies x
join   patients.textable_phones t on t.patient_id = x.proxy_id
join   patients.patients p on p.id = x.proxy_id
join   patients.patients s on s.id = x.patient_id
where  p.deceased_on is null
and    s.deceased_on is null
and    current_date between x.starts_on and coalesce(x.ends_on, 'infinity');
grant select on patients.textable_numbers to frontdesk_app;

-- The reminders that fell due in a span of time, of visits that were at their time before that: whoever books or moves a visit later knows of it.
-- "offset 0" keeps the visits a sub-select of each lead time, and the span of a lead two plain columns: only what is compared plainly is looked up in
-- appointments_by_start under row level security; joined freely, the planner reads every visit to come.
create function scheduling.reminders_due(since timestamptz, until timestamptz)
    returns table (appointment_id uuid, starts_at timestamptz, minutes integer, time_zone text)
    language sql stable parallel safe
as $$
    select a.id, a.starts_at, lead.minutes, l.time_zone
    from   (select minutes, greatest(now(), since + make_interval(mins => minutes)) as after, until + make_interval(mins => minutes) as until
            from   (select distinct unnest(v.reminders) as minutes from scheduling.visit_types v) leads
            offset 0) lead
    cross  join lateral (
        select a.id, a.starts_at, a.visit_type_id, a.location_id
        from   scheduling.appointments a
        where  a.starts_at > lead.after
        and    a.starts_at <= lead.until
        and    a.status = 'booked'
        and    greatest(a.booked_at, a.moved_at) < a.starts_at - make_interval(mins => lead.minutes)
        offset 0
    ) a
    join   scheduling.visit_types v on v.id = a.visit_type_id and lead.minutes = any (v.reminders)
    join   scheduling.locations l on l.id = a.location_id
$$;
grant execute on function scheduling.reminders_due(timestamptz, timestamptz) to frontdesk_app;

-- Keeps a visit as it is until the transaction ends: whoever moves or cancels it waits so long. Null when it is not booked at that time.
create function scheduling.lock_visit(visit uuid, at timestamptz) returns boolean
    language sql volatile
as $$
    select true
    from   scheduling.appointments a
    where  a.id = visit
    and    a.status = 'booked'
    and    a.starts_at = at
    for    share
$$;
grant execute on function scheduling.lock_visit(uuid, timestamptz) to frontdesk_app;
