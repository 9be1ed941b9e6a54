-- The waitlist: who wants a time that is not there, and to whom what came free was offered, in which order and why.

create table scheduling.waitlist (
    tenant_id        uuid not null default platform.tenant_id(),
    id               uuid not null,
    patient_id       uuid not null,
    visit_type_id    uuid not null,
    appointment_id   uuid,                           -- the visit that would be moved to an earlier time; null: none is booked
    practitioner_ids uuid[] not null default '{}',   -- any of these; none: anyone
    location_ids     uuid[] not null default '{}',
    channel          text,                           -- null: any the visit type has
    weekdays         smallint[] not null default '{}', -- ISO 8601; none: any
    parts_of_day     text[] not null default '{}',   -- by the place's clock; none: any
    from_day         date not null,
    until_day        date not null,
    notice_minutes   integer not null default 120,   -- how long before the start the patient must know
    urgency          text not null default 'routine', -- staff say so; patients cannot
    reason           text not null default '',       -- why the patient comes, in their words
    state            text not null default 'waiting',
    joined_at        timestamptz not null default now(),
    joined_by_kind   text not null default platform.actor_kind(),
    ended_at         timestamptz,
    primary key (tenant_id, id),
    constraint waitlist_patient_is_known foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id),
    constraint waitlist_visit_type_is_known foreign key (tenant_id, visit_type_id) references scheduling.visit_types (tenant_id, id),
    constraint waitlist_visit_is_known foreign key (tenant_id, appointment_id) references scheduling.appointments (tenant_id, id),
    constraint waitlist_ends_after_it_starts check (from_day <= until_day),
    constraint waitlist_notice_is_at_most_a_week check (notice_minutes between 0 and 10080),
    constraint waitlist_channel_is_known check (channel in ('in-person', 'video', 'phone')),
    constraint waitlist_weekdays_are_known check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
    constraint waitlist_parts_of_day_are_known check (parts_of_day <@ array['morning', 'afternoon', 'evening']),
    constraint waitlist_urgency_is_known check (urgency in ('routine', 'soon', 'urgent')),
    constraint waitlist_state_is_known check (state in ('waiting', 'booked', 'left', 'over')),
    constraint waitlist_end_has_a_time check ((state = 'waiting') = (ended_at is null))
);
-- A patient waits once for a kind of visit.
create unique index patient_is_waiting_already on scheduling.waitlist (tenant_id, patient_id, visit_type_id) where state = 'waiting';
-- Who is next; and whether anybody is.
create index waitlist_in_order on scheduling.waitlist (tenant_id, joined_at) where state = 'waiting';
select platform.guard('scheduling.waitlist');

-- The fair order: the more urgent first, then who has waited longest. turn counts all who wait, place those who wait for the same kind of visit.
create view scheduling.waitlist_order with (security_invoker = true) as
select w.tenant_id, w.id as waitlist_id,
       (row_number() over (partition by w.tenant_id order by array_position(array['urgent', 'soon', 'routine'], w.urgency), w.joined_at, w.id))::int as turn,
       (row_number() over (partition by w.tenant_id, w.visit_type_id order by array_position(array['urgent', 'soon', 'routine'], w.urgency), w.joined_at, w.id))::int as place
from   scheduling.waitlist w
where  w.state = 'waiting';
grant select on scheduling.waitlist_order to frontdesk_app;

-- An offer is a hold (of the same id) on one time for one patient, until it is answered or the time to answer is over.
--
--   open ──▶ accepted      the hold became the visit
--     ├────▶ declined      the patient said no: stays on the list, for other times
--     ├────▶ lapsed        nobody answered in time: likewise
--     └────▶ withdrawn     the time is no longer there, or the patient left the list
create table scheduling.offers (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,                       -- of the hold, too
    waitlist_id uuid not null,
    patient_id  uuid not null,
    resource_id uuid not null,
    location_id uuid not null,
    starts_at   timestamptz not null,
    state       text not null default 'open',
    because     jsonb not null,                      -- why it was this patient's turn: urgency, minutes waited, how many before could not take it
    offered_at  timestamptz not null default now(),
    expires_at  timestamptz not null,                -- what the patient is told; the hold lasts two minutes longer, so that nobody slips in between two offers
    answered_at timestamptz,
    answered_by text,                                -- text, app or staff
    appointment_id uuid,                             -- the visit an accepted offer became: the hold itself, or the one that was moved
    primary key (tenant_id, id),
    constraint offer_is_to_somebody_waiting foreign key (tenant_id, waitlist_id) references scheduling.waitlist (tenant_id, id),
    constraint offer_is_to_a_known_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id),
    constraint offer_state_is_known check (state in ('open', 'accepted', 'declined', 'lapsed', 'withdrawn')),
    constraint offer_is_answered_some_way check (answered_by in ('text', 'app', 'staff')),
    constraint accepted_offer_became_a_visit check ((state = 'accepted') = (appointment_id is not null)),
    -- Nobody is asked twice about the same time, whoever they would see.
    constraint time_was_offered_before unique (tenant_id, waitlist_id, starts_at)
);
-- One offer at a time to one who waits.
create unique index offer_is_open_already on scheduling.offers (tenant_id, waitlist_id) where state = 'open';
create index offers_by_patient on scheduling.offers (tenant_id, patient_id, offered_at);
-- Those whose time to answer is over, and those that ended just now.
create index offers_by_end on scheduling.offers (tenant_id, expires_at);
select platform.guard('scheduling.offers');

-- For whatever may have opened a time, in its own statement or transaction: lets the waitlist be looked at once that is committed, if somebody waits. One job a
-- transaction, and not one a clinic: a job that is there already may have looked before this transaction is seen.
create function scheduling.fill_from_waitlist() returns uuid
    language sql volatile
    set search_path = pg_catalog
as $$
    select platform.enqueue('scheduling.FillFromWaitlist', '{}', 'after:' || pg_current_xact_id()::text)
    where  exists (select from scheduling.waitlist w where w.state = 'waiting')
$$;
grant execute on function scheduling.fill_from_waitlist() to frontdesk_app;

-- New hours may open times, and close some that are offered.
create function scheduling.rules_open_times() returns trigger
    language plpgsql as
$$
begin
    perform scheduling.fill_from_waitlist();
    return null;
end
$$;
create trigger rules_open_times after insert or update on scheduling.rules_versions for each row execute function scheduling.rules_open_times();

-- For Messaging: what is to be told of an offer. All of them, whatever became of them; patient_id, state and times say the rest.
create view scheduling.open_offers with (security_invoker = true) as
select o.id as offer_id, o.waitlist_id, o.patient_id, o.state, o.starts_at, o.expires_at, o.offered_at, l.time_zone
from   scheduling.offers o
join   scheduling.locations l on (l.tenant_id, l.id) = (o.tenant_id, o.location_id);
grant select on scheduling.open_offers to frontdesk_app;

-- For Messaging: whether the offer can still be answered. Nobody ends it before the asking transaction does, so that what is told is true when it is told.
create function scheduling.lock_offer(offer uuid) returns boolean
    language sql volatile
    set search_path = pg_catalog
as $$
    select exists (
        select
        from   (select o.state, o.expires_at
                from   scheduling.offers o
                where  o.id = $1
                for    share) o
        where  o.state = 'open'
        and    o.expires_at > clock_timestamp())
$$;
grant execute on function scheduling.lock_offer(uuid) to frontdesk_app;
