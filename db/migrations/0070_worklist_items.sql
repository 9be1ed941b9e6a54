-- The worklist: one item for each thing that waits for a person.

create schema worklist;
grant usage on schema worklist to frontdesk_app, frontdesk_worker;

create table worklist.items (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    kind        text not null,
    subject_id  uuid not null,                       -- what it is about, in the module that added it: the visit, the request, the text
    patient_id  uuid,
    language    text,                                -- BCP 47: what the patient speaks
    priority    smallint not null default 2,         -- 1 first, 3 last
    due_at      timestamptz not null,
    details     jsonb not null default '{}',         -- by kind, for the screen; may hold what the patient wrote
    owner_id    uuid,                                -- the member of staff who took it
    owned_at    timestamptz,
    created_at  timestamptz not null default now(),
    created_by_kind text not null default platform.actor_kind(),
    closed_at   timestamptz,
    closed_by   uuid,
    outcome     text,                                -- done, declined, obsolete
    note        text,                                -- what the one who closed it says
    primary key (tenant_id, id),
    constraint item_kind_is_known check (kind in ('visit_request', 'stranded_visit', 'text_reply')),
    constraint item_is_about_a_known_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id),
    constraint item_priority_is_1_to_3 check (priority between 1 and 3),
    constraint item_details_are_an_object check (jsonb_typeof(details) = 'object'),
    constraint item_outcome_is_known check (outcome in ('done', 'declined', 'obsolete')),
    constraint closed_item_has_an_outcome check ((closed_at is null) = (outcome is null))
);
-- One open item about one thing.
create unique index item_is_open_already on worklist.items (tenant_id, kind, subject_id) where closed_at is null;
-- What waits, due first.
create index items_open on worklist.items (tenant_id, due_at, id) where closed_at is null;
create index items_by_patient on worklist.items (tenant_id, patient_id, created_at);
select platform.guard('worklist.items');

-- Published to other modules, so that what makes an item needless closes it in its own statement.
create function worklist.close(kind text, subject uuid, outcome text) returns bigint
    language sql volatile
    set search_path = pg_catalog
as $$
    with closed as (
        update worklist.items i
        set    closed_at = now(), closed_by = platform.actor_id(), outcome = $3
        where  i.kind = $1
        and    i.subject_id = $2
        and    i.closed_at is null
        returning 1
    )
    select count(*) from closed
$$;
grant execute on function worklist.close(text, uuid, text) to frontdesk_app;

-- Published to other modules: what became of what they added, without who works on it.
create view worklist.states with (security_invoker = true) as
select tenant_id, id as item_id, kind, subject_id, patient_id, details, created_at, coalesce(outcome, 'open') as state
from   worklist.items;
grant select on worklist.states to frontdesk_app;
