-- CallCenter: numbers, agents, calls and what happened to them.

create schema callcenter;
grant usage on schema callcenter to frontdesk_app;

-- The numbers the clinic is called at. A call to any other number is refused.
create table callcenter.numbers (
    tenant_id uuid not null default platform.tenant_id(),
    id        uuid not null,
    e164      text not null,
    name      text not null,                          -- "Main line"
    primary key (tenant_id, id),
    constraint number_is_taken unique (tenant_id, e164),
    constraint number_is_e164 check (e164 ~ '^\+[1-9][0-9]{6,14}$')
);
select platform.guard('callcenter.numbers');

-- Staff who take calls: what they want and until when they are believed to be there. What they are doing is not kept here but follows from
-- their calls (callcenter.agent_states), so an agent is never stuck while no call is.
create table callcenter.agents (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,                        -- the staff account
    wish        text not null default 'offline',      -- what they are when no call needs them
    reason      text,                                 -- why away: lunch, missed, declined, unreachable
    since       timestamptz not null default now(),   -- idle since, when available; the longest idle is asked first
    lease_until timestamptz not null default now(),   -- renewed by the open desk; over, the agent is offline
    primary key (tenant_id, id),
    constraint agent_is_staff foreign key (tenant_id, id) references platform.staff_accounts (tenant_id, id) on delete cascade,
    constraint agent_wish_is_known check (wish in ('available', 'away', 'offline')),
    constraint agent_away_has_a_reason check (wish <> 'away' or reason <> '')
);
-- The lease moves every ten seconds: the audit would drown in it.
select platform.guard('callcenter.agents', audited => false);

-- One row for each call, made by whichever of its webhooks comes first. CallStates draws the life of a call.
create table callcenter.calls (
    tenant_id        uuid not null default platform.tenant_id(),
    id               uuid not null,
    sid              text not null,                   -- Twilio's CallSid
    number_id        uuid,                            -- which of our numbers; null when it is none of them
    from_e164        text,                            -- null when withheld, or not a telephone (client:, sip:)
    state            text not null default 'ringing',
    outcome          text,
    priority         smallint not null default 0,     -- higher first
    started_at       timestamptz not null default now(),
    queued_at        timestamptz not null default now(), -- the place in line; kept when an offer comes to nothing
    agent_id         uuid,                            -- who is offered the call, or has it; once it ended, who answered it
    offer_no         integer not null default 0,      -- an offer's end names its number: an old one ends nothing
    offered_at       timestamptz,
    offer_expires_at timestamptz,
    leg_id           uuid,                            -- the agent's leg that is up, or being dialled
    answered_at      timestamptz,
    ended_at         timestamptz,
    failed           boolean not null default false,  -- the provider said it could not be carried
    refused          boolean not null default false,  -- we turned it away
    patient_id       uuid,                            -- who the caller proved to be
    verified_at      timestamptz,
    written_up_at    timestamptz,
    primary key (tenant_id, id),
    constraint call_is_known_by_its_sid unique (tenant_id, sid),
    constraint call_came_to_our_number foreign key (tenant_id, number_id) references callcenter.numbers (tenant_id, id),
    constraint call_agent_is_an_agent foreign key (tenant_id, agent_id) references callcenter.agents (tenant_id, id),
    constraint call_patient_is_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id),
    constraint call_state_is_known check (state in ('ringing', 'queued', 'offered', 'connected', 'held', 'ended', 'written_up')),
    constraint call_outcome_is_known check (outcome in ('answered', 'abandoned', 'voicemail', 'callback', 'after_hours', 'refused', 'failed')),
    constraint call_has_one_outcome_when_it_ends check ((state in ('ended', 'written_up')) = (outcome is not null)),
    constraint call_end_has_a_time check ((outcome is not null) = (ended_at is not null)),
    constraint offered_call_has_an_agent check (state not in ('offered', 'connected', 'held') or agent_id is not null),
    constraint offer_expires check ((state = 'offered') = (offer_expires_at is not null)),
    constraint connected_call_has_a_leg check (state <> 'connected' or leg_id is not null),
    constraint written_up_call_has_a_time check ((state = 'written_up') = (written_up_at is not null))
);
-- "Who has waited longest?"
create index calls_in_line on callcenter.calls (tenant_id, priority desc, queued_at, id) where state = 'queued';
-- An agent has one call at a time, whoever offers it.
create unique index agent_has_one_call on callcenter.calls (tenant_id, agent_id) where state in ('offered', 'connected', 'held');
-- "What has this agent still to write up?"
create index calls_to_write_up on callcenter.calls (tenant_id, agent_id) where state = 'ended' and outcome = 'answered';
-- Calls that are not over, for the desk.
create index calls_alive on callcenter.calls (tenant_id, started_at) where outcome is null;
create index calls_by_patient on callcenter.calls (tenant_id, patient_id, started_at) where patient_id is not null;
select platform.guard('callcenter.calls');

-- Patients who may be calling, found by the number when the first webhook came.
create table callcenter.candidates (
    tenant_id  uuid not null default platform.tenant_id(),
    call_id    uuid not null,
    patient_id uuid not null,
    place      smallint not null,                     -- 1 is the likeliest
    primary key (tenant_id, call_id, patient_id),
    constraint candidate_of_a_call foreign key (tenant_id, call_id) references callcenter.calls (tenant_id, id) on delete cascade,
    constraint candidate_is_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade
);
create index candidates_by_patient on callcenter.candidates (tenant_id, patient_id);
-- Derived from the registry at the moment of the call; the look-up itself is in audit.reads.
select platform.guard('callcenter.candidates', audited => false);

-- What the provider told us, as it came, each telling once: a retry or a copy breaks the unique key and changes nothing.
create table callcenter.provider_events (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    call_sid    text not null,
    kind        text not null,                        -- the route it came to
    identity    text not null,                        -- what makes it the same telling, see ProviderEvents
    parameters  jsonb not null,                       -- all of them, unknown ones too
    received_at timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint provider_event_comes_once unique (tenant_id, call_sid, identity),
    constraint provider_event_kind_is_known check (kind in ('voice', 'queue', 'dial', 'status'))
);
-- A log itself.
select platform.guard('callcenter.provider_events', audited => false);

-- Legs to agents: each time an agent's telephone is dialled into a call. What is known of one only grows, in whatever order it is learnt.
create table callcenter.legs (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,                         -- ours: it stands in the callback URLs of the leg
    call_id    uuid not null,
    agent_id   uuid not null,
    sid        text,                                  -- Twilio's, when it is learnt
    created_at timestamptz not null default now(),
    taken_at   timestamptz,                           -- the provider took the request to dial
    bridged    boolean not null default false,        -- both could hear each other
    failure    text,                                  -- why not: busy, no-answer, failed, canceled, not_dialled
    primary key (tenant_id, id),
    constraint leg_of_a_call foreign key (tenant_id, call_id) references callcenter.calls (tenant_id, id) on delete cascade,
    constraint leg_to_an_agent foreign key (tenant_id, agent_id) references callcenter.agents (tenant_id, id),
    constraint leg_failure_is_known check (failure in ('busy', 'no-answer', 'failed', 'canceled', 'not_dialled'))
);
create index legs_by_call on callcenter.legs (tenant_id, call_id);
select platform.guard('callcenter.legs', audited => false);

-- Every offer of a call to an agent and what came of it.
create table callcenter.offers (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,
    call_id    uuid not null,
    offer_no   integer not null,
    agent_id   uuid not null,
    offered_at timestamptz not null default now(),
    result     text,                                  -- null while it rings
    ended_at   timestamptz,
    primary key (tenant_id, id),
    constraint offer_is_numbered unique (tenant_id, call_id, offer_no),
    constraint offer_of_a_call foreign key (tenant_id, call_id) references callcenter.calls (tenant_id, id) on delete cascade,
    constraint offer_to_an_agent foreign key (tenant_id, agent_id) references callcenter.agents (tenant_id, id),
    constraint offer_result_is_known check (result in ('accepted', 'missed', 'declined', 'withdrawn')),
    constraint offer_end_has_a_time check ((result is null) = (ended_at is null))
);
-- "Which calls did I miss today?"
create index offers_missed on callcenter.offers (tenant_id, agent_id, ended_at) where result = 'missed';
select platform.guard('callcenter.offers', audited => false);

-- Every attempt of a caller to prove who they are: what was asked, never what was said.
create table callcenter.verifications (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    call_id     uuid not null,
    agent_id    uuid not null,
    patient_id  uuid not null,
    second_kind text not null,                        -- beside the birth date
    matched     boolean not null,
    at          timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint verification_in_a_call foreign key (tenant_id, call_id) references callcenter.calls (tenant_id, id) on delete cascade,
    constraint verification_of_a_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id) on delete cascade,
    constraint verification_kind_is_known check (second_kind in ('full_name', 'postal_code', 'mrn'))
);
create index verifications_by_call on callcenter.verifications (tenant_id, call_id, patient_id);
select platform.guard('callcenter.verifications');

-- What the agent wrote after the call.
create table callcenter.write_ups (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,                        -- the call
    patient_id  uuid,                                 -- who it was about
    agent_id    uuid not null,
    disposition text not null,
    note        text not null,
    written_at  timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint write_up_of_a_call foreign key (tenant_id, id) references callcenter.calls (tenant_id, id) on delete cascade,
    constraint write_up_disposition_is_known check (disposition in
        ('booked', 'moved', 'cancelled', 'question', 'prescription', 'results', 'billing', 'message_taken', 'wrong_number', 'other')),
    constraint write_up_has_a_note check (length(note) between 1 and 4000)
);
select platform.guard('callcenter.write_ups');

-- What each agent is doing now. One truth: the agent's wish and lease, and the calls.
create view callcenter.agent_states with (security_invoker = true) as
select a.id,
       case
           when c.state = 'offered' then 'offered'
           when c.state in ('connected', 'held') then 'on_call'
           when a.lease_until <= now() then 'offline'
           when u.id is not null then 'writing_up'
           else a.wish
       end as state,
       case when c.id is null and u.id is null and a.lease_until > now() then a.reason end as reason,
       coalesce(case c.state when 'offered' then c.offered_at else c.answered_at end, u.ended_at, a.since) as since,
       a.wish,
       a.since as idle_since,
       a.lease_until
from   callcenter.agents a
left   join callcenter.calls c on c.agent_id = a.id and c.state in ('offered', 'connected', 'held')
left   join lateral (
    select w.id, w.ended_at
    from   callcenter.calls w
    where  w.agent_id = a.id
    and    w.state = 'ended'
    and    w.outcome = 'answered'
    order  by w.ended_at
    limit  1
) u on true;
grant select on callcenter.agent_states to frontdesk_app;
