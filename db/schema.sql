-- The catalog after all migrations, for reading. Written by `make schema`; a test compares it. Not a script to run.

role frontdesk_app login idle_in_transaction_session_timeout=15s lock_timeout=5s statement_timeout=15s
role frontdesk_owner
role frontdesk_worker login idle_in_transaction_session_timeout=60s lock_timeout=10s statement_timeout=60s

extension btree_gist

schema audit usage: frontdesk_app, frontdesk_worker
schema callcenter usage: frontdesk_app
schema messaging usage: frontdesk_app
schema patients usage: frontdesk_app, frontdesk_worker
schema platform usage: frontdesk_app, frontdesk_worker
schema scheduling usage: frontdesk_app, frontdesk_worker
schema worklist usage: frontdesk_app, frontdesk_worker

table audit.changes partition by RANGE (at) row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null default gen_random_uuid()
    at timestamp with time zone not null default now()
    actor_kind text not null default platform.actor_kind()
    actor_id uuid default platform.actor_id()
    patient_id uuid
    table_name text not null
    row_id uuid
    operation text not null
    old jsonb
    new jsonb
    action text not null default platform.action()
    request_id text not null default platform.request_id()
    constraint changes_pkey PRIMARY KEY (tenant_id, at, id)
    constraint change_operation_is_known CHECK ((operation = ANY (ARRAY['INSERT'::text, 'UPDATE'::text, 'DELETE'::text])))
    CREATE INDEX changes_by_row ON ONLY audit.changes USING btree (tenant_id, row_id, at)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: insert, select

table audit.events partition by RANGE (at) row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null default gen_random_uuid()
    at timestamp with time zone not null default now()
    actor_kind text not null default platform.actor_kind()
    actor_id uuid default platform.actor_id()
    patient_id uuid
    kind text not null
    outcome text not null default 'success'::text
    detail jsonb not null default '{}'::jsonb
    request_id text not null default platform.request_id()
    constraint events_pkey PRIMARY KEY (tenant_id, at, id)
    constraint event_outcome_is_known CHECK ((outcome = ANY (ARRAY['success'::text, 'refused'::text, 'failed'::text])))
    CREATE INDEX events_by_patient ON ONLY audit.events USING btree (tenant_id, patient_id, at)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: insert, select

table audit.reads partition by RANGE (at) row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null default gen_random_uuid()
    at timestamp with time zone not null default now()
    actor_kind text not null default platform.actor_kind()
    actor_id uuid default platform.actor_id()
    patient_id uuid
    purpose text not null
    action text not null default platform.action()
    request_id text not null default platform.request_id()
    constraint reads_pkey PRIMARY KEY (tenant_id, at, id)
    CREATE INDEX reads_by_patient ON ONLY audit.reads USING btree (tenant_id, patient_id, at)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: insert, select

CREATE OR REPLACE FUNCTION audit.keep_out(partition regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
    execute format('alter table %s enable row level security', partition);
    execute format('alter table %s force row level security', partition);
    execute format(
        'create policy tenant_isolation on %s using (tenant_id = (select platform.tenant_id())) with check (tenant_id = (select platform.tenant_id()))',
        partition);
end
$function$
    execute: nobody

CREATE OR REPLACE FUNCTION audit.make_partitions()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    log   text;
    month date;
    name  text;
begin
    foreach log in array array['reads', 'changes', 'events'] loop
        for month in select generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '3 months', interval '1 month')::date loop
            name := format('%s_%s', log, to_char(month, 'YYYY_MM'));
            if to_regclass('audit.' || name) is null then
                execute format('create table audit.%I partition of audit.%I for values from (%L) to (%L)',
                               name, log, month::timestamp at time zone 'UTC', (month + interval '1 month')::timestamp at time zone 'UTC');
                perform audit.keep_out(('audit.' || name)::regclass);
            end if;
        end loop;
    end loop;
end
$function$
    execute: frontdesk_worker

CREATE OR REPLACE FUNCTION audit.record_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
    -- Without arguments tg_argv is null and not empty.
    secret text[] := coalesce(tg_argv, '{}');
    before jsonb  := case when tg_op <> 'INSERT' then to_jsonb(old) - secret end;
    after  jsonb  := case when tg_op <> 'DELETE' then to_jsonb(new) - secret end;
    either jsonb  := coalesce(after, before);
begin
    insert into audit.changes (tenant_id, patient_id, table_name, row_id, operation, old, new)
    values ((either ->> 'tenant_id')::uuid, (either ->> 'patient_id')::uuid, tg_table_schema || '.' || tg_table_name,
            (either ->> 'id')::uuid, tg_op, before, after);
    return null;
end
$function$
    execute: public

table callcenter.agents row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    wish text not null default 'offline'::text
    reason text
    since timestamp with time zone not null default now()
    lease_until timestamp with time zone not null default now()
    constraint agents_pkey PRIMARY KEY (tenant_id, id)
    constraint agent_is_staff FOREIGN KEY (tenant_id, id) REFERENCES platform.staff_accounts(tenant_id, id) ON DELETE CASCADE
    constraint agent_away_has_a_reason CHECK (((wish <> 'away'::text) OR (reason <> ''::text)))
    constraint agent_wish_is_known CHECK ((wish = ANY (ARRAY['available'::text, 'away'::text, 'offline'::text])))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table callcenter.calls row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    sid text not null
    number_id uuid
    from_e164 text
    state text not null default 'ringing'::text
    outcome text
    priority smallint not null default 0
    started_at timestamp with time zone not null default now()
    queued_at timestamp with time zone not null default now()
    agent_id uuid
    offer_no integer not null default 0
    offered_at timestamp with time zone
    offer_expires_at timestamp with time zone
    leg_id uuid
    answered_at timestamp with time zone
    ended_at timestamp with time zone
    failed boolean not null default false
    refused boolean not null default false
    patient_id uuid
    verified_at timestamp with time zone
    written_up_at timestamp with time zone
    constraint calls_pkey PRIMARY KEY (tenant_id, id)
    constraint call_is_known_by_its_sid UNIQUE (tenant_id, sid)
    constraint call_agent_is_an_agent FOREIGN KEY (tenant_id, agent_id) REFERENCES callcenter.agents(tenant_id, id)
    constraint call_came_to_our_number FOREIGN KEY (tenant_id, number_id) REFERENCES callcenter.numbers(tenant_id, id)
    constraint call_patient_is_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id)
    constraint call_end_has_a_time CHECK (((outcome IS NOT NULL) = (ended_at IS NOT NULL)))
    constraint call_has_one_outcome_when_it_ends CHECK (((state = ANY (ARRAY['ended'::text, 'written_up'::text])) = (outcome IS NOT NULL)))
    constraint call_outcome_is_known CHECK ((outcome = ANY (ARRAY['answered'::text, 'abandoned'::text, 'voicemail'::text, 'callback'::text, 'after_hours'::text, 'refused'::text, 'failed'::text])))
    constraint call_state_is_known CHECK ((state = ANY (ARRAY['ringing'::text, 'queued'::text, 'offered'::text, 'connected'::text, 'held'::text, 'ended'::text, 'written_up'::text])))
    constraint connected_call_has_a_leg CHECK (((state <> 'connected'::text) OR (leg_id IS NOT NULL)))
    constraint offer_expires CHECK (((state = 'offered'::text) = (offer_expires_at IS NOT NULL)))
    constraint offered_call_has_an_agent CHECK (((state <> ALL (ARRAY['offered'::text, 'connected'::text, 'held'::text])) OR (agent_id IS NOT NULL)))
    constraint written_up_call_has_a_time CHECK (((state = 'written_up'::text) = (written_up_at IS NOT NULL)))
    CREATE INDEX calls_alive ON callcenter.calls USING btree (tenant_id, started_at) WHERE (outcome IS NULL)
    CREATE INDEX calls_by_patient ON callcenter.calls USING btree (tenant_id, patient_id, started_at) WHERE (patient_id IS NOT NULL)
    CREATE INDEX calls_in_line ON callcenter.calls USING btree (tenant_id, priority DESC, queued_at, id) WHERE (state = 'queued'::text)
    CREATE INDEX calls_to_write_up ON callcenter.calls USING btree (tenant_id, agent_id) WHERE ((state = 'ended'::text) AND (outcome = 'answered'::text))
    CREATE UNIQUE INDEX agent_has_one_call ON callcenter.calls USING btree (tenant_id, agent_id) WHERE (state = ANY (ARRAY['offered'::text, 'connected'::text, 'held'::text]))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON callcenter.calls FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table callcenter.candidates row level security forced
    tenant_id uuid not null default platform.tenant_id()
    call_id uuid not null
    patient_id uuid not null
    place smallint not null
    constraint candidates_pkey PRIMARY KEY (tenant_id, call_id, patient_id)
    constraint candidate_is_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint candidate_of_a_call FOREIGN KEY (tenant_id, call_id) REFERENCES callcenter.calls(tenant_id, id) ON DELETE CASCADE
    CREATE INDEX candidates_by_patient ON callcenter.candidates USING btree (tenant_id, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table callcenter.legs row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    call_id uuid not null
    agent_id uuid not null
    sid text
    created_at timestamp with time zone not null default now()
    taken_at timestamp with time zone
    bridged boolean not null default false
    failure text
    constraint legs_pkey PRIMARY KEY (tenant_id, id)
    constraint leg_of_a_call FOREIGN KEY (tenant_id, call_id) REFERENCES callcenter.calls(tenant_id, id) ON DELETE CASCADE
    constraint leg_to_an_agent FOREIGN KEY (tenant_id, agent_id) REFERENCES callcenter.agents(tenant_id, id)
    constraint leg_failure_is_known CHECK ((failure = ANY (ARRAY['busy'::text, 'no-answer'::text, 'failed'::text, 'canceled'::text, 'not_dialled'::text])))
    CREATE INDEX legs_by_call ON callcenter.legs USING btree (tenant_id, call_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table callcenter.numbers row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    e164 text not null
    name text not null
    constraint numbers_pkey PRIMARY KEY (tenant_id, id)
    constraint number_is_taken UNIQUE (tenant_id, e164)
    constraint number_is_e164 CHECK ((e164 ~ '^\+[1-9][0-9]{6,14}$'::text))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON callcenter.numbers FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table callcenter.offers row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    call_id uuid not null
    offer_no integer not null
    agent_id uuid not null
    offered_at timestamp with time zone not null default now()
    result text
    ended_at timestamp with time zone
    constraint offers_pkey PRIMARY KEY (tenant_id, id)
    constraint offer_is_numbered UNIQUE (tenant_id, call_id, offer_no)
    constraint offer_of_a_call FOREIGN KEY (tenant_id, call_id) REFERENCES callcenter.calls(tenant_id, id) ON DELETE CASCADE
    constraint offer_to_an_agent FOREIGN KEY (tenant_id, agent_id) REFERENCES callcenter.agents(tenant_id, id)
    constraint offer_end_has_a_time CHECK (((result IS NULL) = (ended_at IS NULL)))
    constraint offer_result_is_known CHECK ((result = ANY (ARRAY['accepted'::text, 'missed'::text, 'declined'::text, 'withdrawn'::text])))
    CREATE INDEX offers_missed ON callcenter.offers USING btree (tenant_id, agent_id, ended_at) WHERE (result = 'missed'::text)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table callcenter.provider_events row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    call_sid text not null
    kind text not null
    identity text not null
    parameters jsonb not null
    received_at timestamp with time zone not null default now()
    constraint provider_events_pkey PRIMARY KEY (tenant_id, id)
    constraint provider_event_comes_once UNIQUE (tenant_id, call_sid, identity)
    constraint provider_event_kind_is_known CHECK ((kind = ANY (ARRAY['voice'::text, 'queue'::text, 'dial'::text, 'status'::text])))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table callcenter.verifications row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    call_id uuid not null
    agent_id uuid not null
    patient_id uuid not null
    second_kind text not null
    matched boolean not null
    at timestamp with time zone not null default now()
    constraint verifications_pkey PRIMARY KEY (tenant_id, id)
    constraint verification_in_a_call FOREIGN KEY (tenant_id, call_id) REFERENCES callcenter.calls(tenant_id, id) ON DELETE CASCADE
    constraint verification_of_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint verification_kind_is_known CHECK ((second_kind = ANY (ARRAY['full_name'::text, 'postal_code'::text, 'mrn'::text])))
    CREATE INDEX verifications_by_call ON callcenter.verifications USING btree (tenant_id, call_id, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON callcenter.verifications FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table callcenter.write_ups row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid
    agent_id uuid not null
    disposition text not null
    note text not null
    written_at timestamp with time zone not null default now()
    constraint write_ups_pkey PRIMARY KEY (tenant_id, id)
    constraint write_up_of_a_call FOREIGN KEY (tenant_id, id) REFERENCES callcenter.calls(tenant_id, id) ON DELETE CASCADE
    constraint write_up_disposition_is_known CHECK ((disposition = ANY (ARRAY['booked'::text, 'moved'::text, 'cancelled'::text, 'question'::text, 'prescription'::text, 'results'::text, 'billing'::text, 'message_taken'::text, 'wrong_number'::text, 'other'::text])))
    constraint write_up_has_a_note CHECK (((length(note) >= 1) AND (length(note) <= 4000)))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON callcenter.write_ups FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

view agent_states with (security_invoker=true)
 SELECT id,
        CASE
            WHEN state = 'offered'::text THEN 'offered'::text
            WHEN state = ANY (ARRAY['connected'::text, 'held'::text]) THEN 'on_call'::text
            WHEN lease_until <= now() THEN 'offline'::text
            WHEN id IS NOT NULL THEN 'writing_up'::text
            ELSE wish
        END AS state,
        CASE
            WHEN id IS NULL AND id IS NULL AND lease_until > now() THEN reason
            ELSE NULL::text
        END AS reason,
    COALESCE(
        CASE state
            WHEN 'offered'::text THEN offered_at
            ELSE answered_at
        END, ended_at, since) AS since,
    wish,
    since AS idle_since,
    lease_until
   FROM callcenter.agents a
     LEFT JOIN callcenter.calls c ON agent_id = id AND (state = ANY (ARRAY['offered'::text, 'connected'::text, 'held'::text]))
     LEFT JOIN LATERAL ( SELECT id,
            ended_at
           FROM callcenter.calls w
          WHERE agent_id = id AND state = 'ended'::text AND outcome = 'answered'::text
          ORDER BY ended_at
         LIMIT 1) u ON true;
    grant frontdesk_app: select

table messaging.messages row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    purpose text not null
    to_e164 text not null
    language text not null
    vendor_id text
    status text not null default 'sending'::text
    error_code integer
    created_at timestamp with time zone not null default now()
    changed_at timestamp with time zone not null default now()
    patient_id uuid
    subject_id uuid
    subject_at timestamp with time zone
    time_zone text
    body_hash bytea
    constraint messages_pkey PRIMARY KEY (tenant_id, id)
    constraint message_vendor_id_is_taken UNIQUE (tenant_id, vendor_id)
    constraint message_is_to_a_known_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id)
    constraint message_number_is_e164 CHECK ((to_e164 ~ '^\+[1-9][0-9]{6,14}$'::text))
    constraint message_purpose_is_known CHECK ((purpose = ANY (ARRAY['sign_in_code'::text, 'reminder'::text, 'waitlist_offer'::text, 'waitlist_news'::text, 'reply'::text])))
    constraint message_status_is_known CHECK ((status = ANY (ARRAY['sending'::text, 'queued'::text, 'sent'::text, 'delivered'::text, 'undelivered'::text, 'failed'::text])))
    CREATE INDEX messages_by_number ON messaging.messages USING btree (tenant_id, to_e164, created_at) WHERE (subject_id IS NOT NULL)
    CREATE INDEX messages_of_offers ON messaging.messages USING btree (tenant_id, subject_id) WHERE (purpose = 'waitlist_offer'::text)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON messaging.messages FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table messaging.received_texts row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    vendor_id text not null
    from_e164 text not null
    meaning text not null
    message_id uuid
    language text not null
    answer text
    received_at timestamp with time zone not null default now()
    constraint received_texts_pkey PRIMARY KEY (tenant_id, id)
    constraint text_was_received_before UNIQUE (tenant_id, vendor_id)
    constraint answer_is_known CHECK ((answer = ANY (ARRAY['confirmed'::text, 'all_confirmed'::text, 'cancelled'::text, 'changed'::text, 'which'::text, 'c_or_x'::text, 'y_or_n'::text, 'accepted'::text, 'declined'::text, 'offer_over'::text, 'stopped'::text, 'started'::text, 'help'::text, 'other'::text])))
    constraint received_text_means_something CHECK ((meaning = ANY (ARRAY['confirm'::text, 'cancel'::text, 'accept'::text, 'decline'::text, 'unclear'::text, 'stop'::text, 'start'::text, 'help'::text, 'other'::text])))
    CREATE INDEX received_texts_by_number ON messaging.received_texts USING btree (tenant_id, from_e164, received_at)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON messaging.received_texts FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table messaging.reminder_marks row level security forced
    tenant_id uuid not null default platform.tenant_id()
    looked_until timestamp with time zone not null
    constraint reminder_marks_pkey PRIMARY KEY (tenant_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table messaging.stopped_numbers row level security forced
    tenant_id uuid not null default platform.tenant_id()
    e164 text not null
    stopped_at timestamp with time zone not null default now()
    word text not null
    constraint stopped_numbers_pkey PRIMARY KEY (tenant_id, e164)
    constraint stopped_number_is_e164 CHECK ((e164 ~ '^\+[1-9][0-9]{6,14}$'::text))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON messaging.stopped_numbers FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table patients.addresses row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid not null
    use text not null default 'home'::text
    lines text[] not null default '{}'::text[]
    city text
    state text
    postal_code text
    country text
    source text not null default 'desk'::text
    constraint addresses_pkey PRIMARY KEY (tenant_id, id)
    constraint address_belongs_to_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint address_source_is_known CHECK ((source = ANY (ARRAY['desk'::text, 'app'::text, 'import'::text])))
    constraint address_use_is_known CHECK ((use = ANY (ARRAY['home'::text, 'work'::text, 'temp'::text, 'old'::text, 'billing'::text])))
    CREATE INDEX addresses_by_patient ON patients.addresses USING btree (tenant_id, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON patients.addresses FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table patients.chart_unlocks row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    actor_id uuid not null
    patient_id uuid not null
    call_id uuid
    reason text
    opened_at timestamp with time zone not null default now()
    expires_at timestamp with time zone not null
    constraint chart_unlocks_pkey PRIMARY KEY (tenant_id, id)
    constraint chart_unlock_is_for_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint chart_unlock_ends_after_it_starts CHECK ((expires_at > opened_at))
    constraint chart_unlock_has_a_cause CHECK (((call_id IS NOT NULL) OR (reason <> ''::text)))
    CREATE INDEX chart_unlocks_by_actor ON patients.chart_unlocks USING btree (tenant_id, actor_id, patient_id, expires_at)
    CREATE INDEX chart_unlocks_by_patient ON patients.chart_unlocks USING btree (tenant_id, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON patients.chart_unlocks FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table patients.emails row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid not null
    address text not null
    owner text not null default 'self'::text
    source text not null default 'desk'::text
    constraint emails_pkey PRIMARY KEY (tenant_id, id)
    constraint email_belongs_to_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint email_is_an_address CHECK ((address ~ '^[^@[:space:]]+@[^@[:space:]]+$'::text))
    constraint email_owner_is_known CHECK ((owner = ANY (ARRAY['self'::text, 'parent'::text, 'guardian'::text, 'spouse'::text, 'child'::text, 'caregiver'::text, 'other'::text])))
    constraint email_source_is_known CHECK ((source = ANY (ARRAY['desk'::text, 'app'::text, 'import'::text])))
    CREATE INDEX emails_by_patient ON patients.emails USING btree (tenant_id, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON patients.emails FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table patients.identifiers row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid not null
    type text not null
    system text not null
    value text not null
    search_value text not null
    source text not null default 'desk'::text
    constraint identifiers_pkey PRIMARY KEY (tenant_id, id)
    constraint identifier_is_taken UNIQUE (tenant_id, system, value)
    constraint identifier_belongs_to_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint identifier_is_not_empty CHECK ((value <> ''::text))
    constraint identifier_may_be_kept CHECK ((type <> ALL (ARRAY['SS'::text, 'SB'::text, 'DL'::text, 'PPN'::text])))
    constraint identifier_source_is_known CHECK ((source = ANY (ARRAY['desk'::text, 'app'::text, 'import'::text])))
    CREATE INDEX identifiers_by_patient ON patients.identifiers USING btree (tenant_id, patient_id, type)
    CREATE INDEX identifiers_by_search_value ON patients.identifiers USING btree (tenant_id, search_value, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON patients.identifiers FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table patients.import_refusals row level security forced
    tenant_id uuid not null default platform.tenant_id()
    import_id uuid not null
    line bigint not null
    reason text not null
    constraint import_refusals_pkey PRIMARY KEY (tenant_id, import_id, line)
    constraint refusal_is_of_an_import FOREIGN KEY (tenant_id, import_id) REFERENCES patients.imports(tenant_id, id) ON DELETE CASCADE
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table patients.imports row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    fingerprint bytea not null
    file_name text not null
    bytes bigint not null
    byte_offset bigint not null default 0
    line bigint not null default 0
    added bigint not null default 0
    changed bigint not null default 0
    unchanged bigint not null default 0
    refused bigint not null default 0
    started_at timestamp with time zone not null default now()
    finished_at timestamp with time zone
    constraint imports_pkey PRIMARY KEY (tenant_id, id)
    constraint import_is_known_by_its_content UNIQUE (tenant_id, fingerprint)
    constraint import_stays_in_its_file CHECK (((byte_offset >= 0) AND (byte_offset <= bytes)))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table patients.name_words row level security forced
    tenant_id uuid not null default platform.tenant_id()
    patient_id uuid not null
    word text not null
    constraint name_words_pkey PRIMARY KEY (tenant_id, patient_id, word)
    constraint name_word_belongs_to_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    CREATE INDEX name_words_by_word ON patients.name_words USING btree (tenant_id, word, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table patients.names row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid not null
    use text not null
    given_name text
    family_name text
    source text not null default 'desk'::text
    constraint names_pkey PRIMARY KEY (tenant_id, id)
    constraint name_belongs_to_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint name_is_not_empty CHECK ((COALESCE(given_name, family_name) <> ''::text))
    constraint name_source_is_known CHECK ((source = ANY (ARRAY['desk'::text, 'app'::text, 'import'::text])))
    constraint name_use_is_known CHECK ((use = ANY (ARRAY['official'::text, 'usual'::text, 'maiden'::text, 'nickname'::text, 'old'::text, 'temp'::text, 'anonymous'::text])))
    CREATE INDEX names_by_patient ON patients.names USING btree (tenant_id, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON patients.names FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table patients.patients row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid not null generated always as (id) stored
    given_name text
    family_name text
    name_prefix text
    name_suffix text
    sort_name text not null
    birth_date date not null
    sex text not null default 'unknown'::text
    language text
    deceased_on date
    version integer not null default 1
    source_hash bytea
    created_at timestamp with time zone not null default now()
    changed_at timestamp with time zone not null default now()
    constraint patients_pkey PRIMARY KEY (tenant_id, id)
    constraint patient_birth_date_is_possible CHECK ((birth_date >= '1880-01-01'::date))
    constraint patient_died_after_birth CHECK ((deceased_on >= birth_date))
    constraint patient_has_a_name CHECK ((COALESCE(given_name, family_name) <> ''::text))
    constraint patient_sex_is_known CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text, 'other'::text, 'unknown'::text])))
    CREATE INDEX patients_by_birth_date ON patients.patients USING btree (tenant_id, birth_date)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON patients.patients FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table patients.phones row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid not null
    e164 text
    reversed text not null
    as_given text not null
    extension text
    use text not null default 'home'::text
    owner text not null default 'self'::text
    may_text boolean not null default false
    source text not null default 'desk'::text
    constraint phones_pkey PRIMARY KEY (tenant_id, id)
    constraint phone_belongs_to_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint phone_is_e164 CHECK ((e164 ~ '^\+[1-9][0-9]{6,14}$'::text))
    constraint phone_owner_is_known CHECK ((owner = ANY (ARRAY['self'::text, 'parent'::text, 'guardian'::text, 'spouse'::text, 'child'::text, 'caregiver'::text, 'other'::text])))
    constraint phone_source_is_known CHECK ((source = ANY (ARRAY['desk'::text, 'app'::text, 'import'::text])))
    constraint phone_to_text_is_whole CHECK (((e164 IS NOT NULL) OR (NOT may_text)))
    constraint phone_use_is_known CHECK ((use = ANY (ARRAY['home'::text, 'work'::text, 'mobile'::text, 'temp'::text, 'old'::text])))
    CREATE INDEX phones_by_last_digits ON patients.phones USING btree (tenant_id, reversed, patient_id)
    CREATE INDEX phones_by_number ON patients.phones USING btree (tenant_id, e164, patient_id)
    CREATE INDEX phones_by_patient ON patients.phones USING btree (tenant_id, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON patients.phones FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table patients.proxies row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid not null
    proxy_id uuid not null
    relation text not null
    starts_on date not null default CURRENT_DATE
    ends_on date
    constraint proxies_pkey PRIMARY KEY (tenant_id, id)
    constraint proxy_is_named_once UNIQUE (tenant_id, proxy_id, patient_id)
    constraint proxy_acts_for_a_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint proxy_is_a_patient FOREIGN KEY (tenant_id, proxy_id) REFERENCES patients.patients(tenant_id, id) ON DELETE CASCADE
    constraint proxy_ends_after_it_starts CHECK ((ends_on >= starts_on))
    constraint proxy_is_somebody_else CHECK ((proxy_id <> patient_id))
    constraint proxy_relation_is_known CHECK ((relation = ANY (ARRAY['parent'::text, 'guardian'::text, 'spouse'::text, 'child'::text, 'caregiver'::text, 'other'::text])))
    CREATE INDEX proxies_by_patient ON patients.proxies USING btree (tenant_id, patient_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON patients.proxies FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table patients.sign_in_challenges row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    e164 text not null
    code_salt bytea
    code_hash bytea
    tries smallint not null default 0
    created_at timestamp with time zone not null default now()
    expires_at timestamp with time zone not null default (now() + '00:10:00'::interval)
    used_at timestamp with time zone
    known_device boolean not null default false
    constraint sign_in_challenges_pkey PRIMARY KEY (tenant_id, id)
    constraint challenge_ends_within_ten_minutes CHECK ((expires_at <= (created_at + '00:10:00'::interval)))
    constraint challenge_has_five_tries CHECK (((tries >= 0) AND (tries <= 5)))
    CREATE INDEX sign_in_challenges_by_age ON patients.sign_in_challenges USING btree (tenant_id, expires_at)
    CREATE INDEX sign_in_challenges_by_number ON patients.sign_in_challenges USING btree (tenant_id, e164, created_at) WHERE (code_hash IS NOT NULL)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

view summary with (security_invoker=true)  -- What other modules may join: one row for each patient.
 SELECT id AS patient_id,
    concat_ws(' '::text, given_name, family_name) AS name,
    given_name,
    family_name,
    sort_name,
    birth_date,
    sex,
    language,
    deceased_on
   FROM patients.patients p;
    grant frontdesk_app: select

view textable_numbers with (security_invoker=true)
 SELECT patient_id,
    e164,
    language,
        CASE owner
            WHEN 'self'::text THEN 1
            ELSE 2
        END AS place,
    phone_id
   FROM patients.textable_phones t
     JOIN patients.patients p ON id = patient_id
  WHERE deceased_on IS NULL
UNION ALL
 SELECT patient_id,
    e164,
    language,
        CASE owner
            WHEN 'self'::text THEN 3
            ELSE 4
        END AS place,
    phone_id
   FROM patients.proxies x
     JOIN patients.textable_phones t ON patient_id = proxy_id
     JOIN patients.patients p ON id = proxy_id
     JOIN patients.patients s ON id = patient_id
  WHERE deceased_on IS NULL AND deceased_on IS NULL AND CURRENT_DATE >= starts_on AND CURRENT_DATE <= COALESCE(ends_on, 'infinity'::date);
    grant frontdesk_app: select

view textable_phones with (security_invoker=true)  -- Numbers that may be texted; a patient may have several or none.
 SELECT patient_id,
    id AS phone_id,
    e164,
    owner
   FROM patients.phones h
  WHERE may_text AND e164 IS NOT NULL AND use <> 'old'::text;
    grant frontdesk_app: select

CREATE OR REPLACE FUNCTION patients.acts_for(patient_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ((platform.actor_kind() = ANY (ARRAY['staff'::text, 'system'::text])) OR ((platform.actor_kind() = 'patient'::text) AND ((patient_id = platform.actor_id()) OR (patient_id = ANY (patients.proxied())))))
    execute: public

CREATE OR REPLACE FUNCTION patients.audience(patient_id uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ARRAY(SELECT audience.patient_id AS patient_id UNION SELECT x.proxy_id FROM patients.proxies x WHERE ((x.patient_id = audience.patient_id) AND ((CURRENT_DATE >= x.starts_on) AND (CURRENT_DATE <= COALESCE(x.ends_on, 'infinity'::date)))))
    execute: public

CREATE OR REPLACE FUNCTION patients.chart_is_open(patient_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN CASE platform.actor_kind() WHEN 'staff'::text THEN (EXISTS (SELECT FROM patients.chart_unlocks u WHERE ((u.actor_id = platform.actor_id()) AND (u.patient_id = chart_is_open.patient_id) AND (u.expires_at > now())))) ELSE patients.acts_for(patient_id) END
    execute: public

CREATE OR REPLACE FUNCTION patients.proxied()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ARRAY(SELECT x.patient_id FROM patients.proxies x WHERE ((x.proxy_id = platform.actor_id()) AND ((CURRENT_DATE >= x.starts_on) AND (CURRENT_DATE <= COALESCE(x.ends_on, 'infinity'::date)))))
    execute: public

table platform.effects row level security forced
    tenant_id uuid not null default platform.tenant_id()
    key text not null
    id uuid not null
    state text not null default 'started'::text
    attempts integer not null default 1
    leased_until timestamp with time zone not null
    vendor_id text
    started_at timestamp with time zone not null default now()
    done_at timestamp with time zone
    constraint effects_pkey PRIMARY KEY (tenant_id, key)
    constraint done_effect_has_its_time CHECK (((state = 'done'::text) = (done_at IS NOT NULL)))
    constraint effect_state_is_known CHECK ((state = ANY (ARRAY['started'::text, 'done'::text, 'in_doubt'::text])))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table platform.idempotency row level security forced
    tenant_id uuid not null default platform.tenant_id()
    actor_id uuid not null
    key text not null
    request_hash bytea not null
    status integer
    content_type text
    location text
    body bytea
    fence bigint not null default 1
    leased_until timestamp with time zone not null
    created_at timestamp with time zone not null default now()
    request_ids text[] not null default ARRAY[platform.request_id()]
    constraint idempotency_pkey PRIMARY KEY (tenant_id, actor_id, key)
    constraint idempotency_key_is_short CHECK (((length(key) >= 1) AND (length(key) <= 200)))
    CREATE INDEX idempotency_by_age ON platform.idempotency USING btree (tenant_id, created_at)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table platform.jobs with (fillfactor=80, autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, autovacuum_vacuum_cost_delay=0, autovacuum_analyze_scale_factor=0.1) row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null default gen_random_uuid()
    kind text not null
    payload jsonb not null
    state text not null
    unique_key text
    run_at timestamp with time zone not null
    attempts integer not null default 0
    max_attempts integer not null default 12
    fence bigint not null default 0
    leased_until timestamp with time zone
    last_error text
    request_id text
    created_at timestamp with time zone not null default now()
    constraint jobs_pkey PRIMARY KEY (tenant_id, id)
    constraint job_payload_is_an_object CHECK ((jsonb_typeof(payload) = 'object'::text))
    constraint job_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'running'::text, 'dead'::text])))
    constraint running_job_has_a_lease CHECK (((state = 'running'::text) = (leased_until IS NOT NULL)))
    CREATE INDEX jobs_leases ON platform.jobs USING btree (leased_until) WHERE (state = 'running'::text)
    CREATE INDEX jobs_ready ON platform.jobs USING btree (tenant_id, run_at, id) WHERE (state = 'ready'::text)
    CREATE INDEX jobs_waiting ON platform.jobs USING btree (run_at) WHERE (state = 'waiting'::text)
    CREATE UNIQUE INDEX job_is_already_waiting ON platform.jobs USING btree (tenant_id, kind, unique_key) WHERE ((unique_key IS NOT NULL) AND (state <> 'dead'::text))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    policy worker_claims_for_all_tenants permissive for all to frontdesk_worker using true with check true
    grant frontdesk_app: delete, insert, select, update
    grant frontdesk_worker: delete, insert, select, update

table platform.known_devices row level security forced
    tenant_id uuid not null default platform.tenant_id()
    account_id uuid not null
    device_hash bytea not null
    seen_at timestamp with time zone not null default now()
    constraint known_devices_pkey PRIMARY KEY (tenant_id, account_id, device_hash)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table platform.migrations
    number integer not null
    name text not null
    checksum text not null
    applied_at timestamp with time zone not null default now()
    constraint migrations_pkey PRIMARY KEY (number)
    grant frontdesk_app: select
    grant frontdesk_worker: select

table platform.schedules
    name text not null
    kind text not null
    cron text not null
    time_zone text not null
    per_tenant boolean not null
    spread interval not null default '00:00:00'::interval
    next_at timestamp with time zone not null
    last_at timestamp with time zone
    constraint schedules_pkey PRIMARY KEY (name)
    grant frontdesk_worker: delete, insert, select, update

table platform.sessions row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    token_hash bytea not null
    kind text not null
    account_id uuid not null
    started_at timestamp with time zone not null default now()
    seen_at timestamp with time zone not null default now()
    idle_minutes integer not null
    expires_at timestamp with time zone not null
    ended_at timestamp with time zone
    constraint sessions_pkey PRIMARY KEY (tenant_id, id)
    constraint session_token_is_unique UNIQUE (tenant_id, token_hash)
    constraint session_ends_after_it_starts CHECK ((expires_at > started_at))
    constraint session_kind_is_known CHECK ((kind = ANY (ARRAY['staff'::text, 'patient'::text])))
    CREATE INDEX sessions_by_account ON platform.sessions USING btree (tenant_id, account_id) WHERE (ended_at IS NULL)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table platform.staff_accounts row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    email text not null
    name text not null
    role text not null
    password_hash text not null
    totp_secret bytea not null
    totp_last_step bigint not null default 0
    active boolean not null default true
    created_at timestamp with time zone not null default now()
    constraint staff_accounts_pkey PRIMARY KEY (tenant_id, id)
    constraint staff_email_is_taken UNIQUE (tenant_id, email)
    constraint staff_email_is_lower_case CHECK (((email = lower(email)) AND (email ~~ '%_@_%'::text)))
    constraint staff_role_is_known CHECK ((role = ANY (ARRAY['admin'::text, 'supervisor'::text, 'agent'::text, 'clinician'::text])))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON platform.staff_accounts FOR EACH ROW EXECUTE FUNCTION audit.record_change('password_hash', 'totp_secret', 'totp_last_step')
    grant frontdesk_app: delete, insert, select, update

table platform.tenants
    id uuid not null
    slug text not null
    name text not null
    phone text not null
    time_zone text not null
    languages text[] not null
    cell text not null default 'main'::text
    state text not null default 'active'::text
    created_at timestamp with time zone not null default now()
    constraint tenants_pkey PRIMARY KEY (id)
    constraint tenant_slug_is_taken UNIQUE (slug)
    constraint tenant_phone_is_e164 CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text))
    constraint tenant_slug_is_a_host_label CHECK ((slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'::text))
    constraint tenant_speaks_a_language CHECK ((cardinality(languages) > 0))
    constraint tenant_state_is_known CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text])))
    grant frontdesk_app: select
    grant frontdesk_worker: select

table platform.throttles row level security forced
    tenant_id uuid not null default platform.tenant_id()
    key bytea not null
    window_start timestamp with time zone not null default now()
    tries integer not null default 1
    constraint throttles_pkey PRIMARY KEY (tenant_id, key)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

CREATE OR REPLACE FUNCTION platform.action()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(NULLIF(current_setting('app.action'::text, true), ''::text), 'none'::text)
    execute: public

CREATE OR REPLACE FUNCTION platform.actor_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid
    execute: public

CREATE OR REPLACE FUNCTION platform.actor_kind()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(NULLIF(current_setting('app.actor_kind'::text, true), ''::text), 'anonymous'::text)
    execute: public

CREATE OR REPLACE FUNCTION platform.enqueue(kind text, payload jsonb, unique_key text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, max_attempts integer DEFAULT 12)
 RETURNS uuid
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
    insert into platform.jobs (kind, payload, unique_key, run_at, state, max_attempts, request_id)
    values ($1, $2, $3, coalesce($4, now()), case when $4 > now() then 'waiting' else 'ready' end, $5, nullif(current_setting('app.request_id', true), ''))
    on conflict (tenant_id, kind, unique_key) where unique_key is not null and state <> 'dead' do nothing
    returning id
$function$
    execute: public

CREATE OR REPLACE FUNCTION platform.guard(tenant_table regclass, audited boolean DEFAULT true, secret_columns text[] DEFAULT '{}'::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format(
        'create policy tenant_isolation on %s using (tenant_id = (select platform.tenant_id())) with check (tenant_id = (select platform.tenant_id()))',
        tenant_table);
    execute format('grant select, insert, update, delete on %s to frontdesk_app', tenant_table);
    if audited then
        execute format(
            'create trigger record_change after insert or update or delete on %s for each row execute function audit.record_change(%s)',
            tenant_table, (select coalesce(string_agg(quote_literal(c), ', '), '') from unnest(secret_columns) c));
    end if;
end
$function$
    execute: nobody

CREATE OR REPLACE FUNCTION platform.request_id()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(NULLIF(current_setting('app.request_id'::text, true), ''::text), 'none'::text)
    execute: public

CREATE OR REPLACE FUNCTION platform.tenant_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid
    execute: public

type scheduling.appointment_facts of status text, channel text, starts_at timestamp with time zone, ends_at timestamp with time zone, busy_from timestamp with time zone, busy_until timestamp with time zone, expires_at timestamp with time zone, patient_id uuid, cancelation_reason text, seat smallint, overbooked boolean, overbook_reason text

type scheduling.sound_appointment domain of scheduling.appointment_facts
    constraint appointment_buffers_lie_around_it CHECK ((((VALUE).busy_from <= (VALUE).starts_at) AND ((VALUE).ends_at <= (VALUE).busy_until)))
    constraint appointment_cancelation_reason_needs_a_cancelation CHECK ((((VALUE).cancelation_reason IS NULL) OR ((VALUE).status = ANY (ARRAY['cancelled'::text, 'noshow'::text]))))
    constraint appointment_channel_is_known CHECK (((VALUE).channel = ANY (ARRAY['in-person'::text, 'video'::text, 'phone'::text])))
    constraint appointment_ends_after_it_starts CHECK (((VALUE).starts_at < (VALUE).ends_at))
    constraint appointment_has_a_patient CHECK ((((VALUE).patient_id IS NOT NULL) OR ((VALUE).status = ANY (ARRAY['pending'::text, 'cancelled'::text, 'entered-in-error'::text]))))
    constraint appointment_has_a_seat CHECK ((((VALUE).seat >= 1) AND ((VALUE).seat <= 50)))
    constraint appointment_occupies_at_most_a_day CHECK (((VALUE).busy_until <= ((VALUE).busy_from + '1 day'::interval)))
    constraint appointment_status_is_known CHECK (((VALUE).status = ANY (ARRAY['proposed'::text, 'pending'::text, 'booked'::text, 'arrived'::text, 'fulfilled'::text, 'cancelled'::text, 'noshow'::text, 'entered-in-error'::text, 'checked-in'::text, 'waitlist'::text])))
    constraint hold_expires CHECK ((((VALUE).status = 'pending'::text) = ((VALUE).expires_at IS NOT NULL)))
    constraint overbooked_visit_says_why CHECK (((VALUE).overbooked = ((VALUE).overbook_reason IS NOT NULL)))

table scheduling.appointments with (fillfactor=85) row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    resource_id uuid not null
    location_id uuid not null
    visit_type_id uuid not null
    patient_id uuid
    status text not null
    starts_at timestamp with time zone not null
    ends_at timestamp with time zone not null
    busy_from timestamp with time zone not null
    busy_until timestamp with time zone not null
    expires_at timestamp with time zone
    reason text not null default ''::text
    cancelation_reason text
    held_by uuid not null
    held_by_kind text not null
    booked_at timestamp with time zone
    booked_by uuid
    cancelled_at timestamp with time zone
    cancelled_by uuid
    cancelled_by_kind text
    created_at timestamp with time zone not null default now()
    occupies boolean not null generated always as ((status = ANY (ARRAY['pending'::text, 'booked'::text, 'arrived'::text, 'checked-in'::text, 'fulfilled'::text]))) stored
    version integer not null default 1
    hold_id uuid
    moved_at timestamp with time zone
    arrived_at timestamp with time zone
    overbooked boolean not null default false
    overbook_reason text
    channel text not null default 'in-person'::text
    room_id uuid
    equipment_id uuid
    group_id uuid
    seat smallint not null default 1
    series_id uuid
    moves_id uuid
    confirmed_at timestamp with time zone
    constraint appointments_pkey PRIMARY KEY (tenant_id, id)
    constraint appointment_equipment_is_known FOREIGN KEY (tenant_id, equipment_id) REFERENCES scheduling.resources(tenant_id, id)
    constraint appointment_patient_is_known FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id)
    constraint appointment_resource_is_at_the_location FOREIGN KEY (tenant_id, resource_id, location_id) REFERENCES scheduling.resource_locations(tenant_id, resource_id, location_id)
    constraint appointment_room_is_known FOREIGN KEY (tenant_id, room_id) REFERENCES scheduling.resources(tenant_id, id)
    constraint appointment_series_is_known FOREIGN KEY (tenant_id, series_id) REFERENCES scheduling.series(tenant_id, id)
    constraint appointment_visit_type_is_known FOREIGN KEY (tenant_id, visit_type_id) REFERENCES scheduling.visit_types(tenant_id, id)
    constraint appointments_never_overlap EXCLUDE USING gist (tenant_id WITH =, resource_id WITH =, tstzrange(busy_from, busy_until) WITH &&, COALESCE(group_id, id) WITH <>) WHERE ((occupies AND (NOT overbooked)))
    constraint equipment_is_never_shared EXCLUDE USING gist (tenant_id WITH =, equipment_id WITH =, tstzrange(busy_from, busy_until) WITH &&, COALESCE(group_id, id) WITH <>) WHERE ((occupies AND (equipment_id IS NOT NULL)))
    constraint group_has_one_piece_of_equipment EXCLUDE USING gist (tenant_id WITH =, group_id WITH =, equipment_id WITH <>) WHERE ((occupies AND (NOT overbooked) AND (group_id IS NOT NULL) AND (equipment_id IS NOT NULL)))
    constraint group_meets_in_one_room EXCLUDE USING gist (tenant_id WITH =, group_id WITH =, room_id WITH <>) WHERE ((occupies AND (NOT overbooked) AND (group_id IS NOT NULL) AND (room_id IS NOT NULL)))
    constraint rooms_are_never_shared EXCLUDE USING gist (tenant_id WITH =, room_id WITH =, tstzrange(busy_from, busy_until) WITH &&, COALESCE(group_id, id) WITH <>) WHERE ((occupies AND (room_id IS NOT NULL)))
    constraint appointment_is_sound CHECK ((((ROW(status, channel, starts_at, ends_at, busy_from, busy_until, expires_at, patient_id, cancelation_reason, seat, overbooked, overbook_reason)::scheduling.appointment_facts)::scheduling.sound_appointment).status IS NOT NULL))
    CREATE INDEX appointments_by_equipment ON scheduling.appointments USING btree (tenant_id, equipment_id, busy_from) INCLUDE (busy_until, expires_at) WHERE (occupies AND (equipment_id IS NOT NULL))
    CREATE INDEX appointments_by_patient ON scheduling.appointments USING btree (tenant_id, patient_id, starts_at)
    CREATE INDEX appointments_by_resource ON scheduling.appointments USING btree (tenant_id, resource_id, busy_from) INCLUDE (busy_until, expires_at) WHERE occupies
    CREATE INDEX appointments_by_room ON scheduling.appointments USING btree (tenant_id, room_id, busy_from) INCLUDE (busy_until, expires_at) WHERE (occupies AND (room_id IS NOT NULL))
    CREATE INDEX appointments_by_series ON scheduling.appointments USING btree (tenant_id, series_id, starts_at) WHERE (series_id IS NOT NULL)
    CREATE INDEX appointments_by_start ON scheduling.appointments USING btree (tenant_id, starts_at)
    CREATE INDEX appointments_overbooked ON scheduling.appointments USING btree (tenant_id, resource_id, busy_from) INCLUDE (busy_until) WHERE (overbooked AND occupies)
    CREATE INDEX appointments_taken_off ON scheduling.appointments USING btree (tenant_id, resource_id, starts_at) WHERE ((booked_at IS NOT NULL) AND (status = ANY (ARRAY['cancelled'::text, 'noshow'::text, 'entered-in-error'::text])))
    CREATE UNIQUE INDEX group_seat_is_taken ON scheduling.appointments USING btree (tenant_id, group_id, seat) WHERE (occupies AND (NOT overbooked) AND (group_id IS NOT NULL))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.appointments FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table scheduling.calendar_feeds row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    resource_id uuid not null
    token_hash bytea not null
    created_at timestamp with time zone not null default now()
    revoked_at timestamp with time zone
    constraint calendar_feeds_pkey PRIMARY KEY (tenant_id, id)
    constraint calendar_feed_token_is_one_feeds UNIQUE (tenant_id, token_hash)
    constraint calendar_feed_is_of_a_known_resource FOREIGN KEY (tenant_id, resource_id) REFERENCES scheduling.resources(tenant_id, id)
    CREATE UNIQUE INDEX calendar_feeds_in_use ON scheduling.calendar_feeds USING btree (tenant_id, resource_id) WHERE (revoked_at IS NULL)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.calendar_feeds FOR EACH ROW EXECUTE FUNCTION audit.record_change('token_hash')
    grant frontdesk_app: delete, insert, select, update

table scheduling.calendar_subscriptions row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    resource_id uuid not null
    name text not null
    address text not null
    host text not null
    stale_hours integer not null default 24
    etag text
    last_modified timestamp with time zone
    created_at timestamp with time zone not null default now()
    checked_at timestamp with time zone
    fetched_at timestamp with time zone not null
    read_at timestamp with time zone not null
    failure text
    unreadable integer not null default 0
    constraint calendar_subscriptions_pkey PRIMARY KEY (tenant_id, id)
    constraint calendar_is_of_a_known_resource FOREIGN KEY (tenant_id, resource_id) REFERENCES scheduling.resources(tenant_id, id)
    constraint calendar_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 100)))
    constraint calendar_is_stale_after_1_to_168_hours CHECK (((stale_hours >= 1) AND (stale_hours <= 168)))
    CREATE INDEX calendar_subscriptions_by_resource ON scheduling.calendar_subscriptions USING btree (tenant_id, resource_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.calendar_subscriptions FOR EACH ROW EXECUTE FUNCTION audit.record_change('address', 'etag')
    grant frontdesk_app: delete, insert, select, update

table scheduling.exceptions row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    resource_id uuid not null
    location_id uuid
    kind text not null
    starts timestamp without time zone not null
    ends timestamp without time zone not null
    note text not null default ''::text
    created_at timestamp with time zone not null default now()
    constraint exceptions_pkey PRIMARY KEY (tenant_id, id)
    constraint exception_is_of_a_known_resource FOREIGN KEY (tenant_id, resource_id) REFERENCES scheduling.resources(tenant_id, id)
    constraint exception_is_where_the_resource_is FOREIGN KEY (tenant_id, resource_id, location_id) REFERENCES scheduling.resource_locations(tenant_id, resource_id, location_id)
    constraint exception_ends_after_it_starts CHECK ((starts < ends))
    constraint exception_kind_is_known CHECK ((kind = ANY (ARRAY['away'::text, 'blocked'::text, 'extra'::text])))
    constraint exception_lasts_at_most_a_year CHECK ((ends <= (starts + '366 days'::interval)))
    constraint extra_hours_are_at_a_location CHECK (((kind <> 'extra'::text) OR (location_id IS NOT NULL)))
    CREATE INDEX exceptions_by_end ON scheduling.exceptions USING btree (tenant_id, ends)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.exceptions FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.exceptions FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

table scheduling.holidays row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    location_id uuid
    day date not null
    name text not null
    constraint holidays_pkey PRIMARY KEY (tenant_id, id)
    constraint holiday_is_there_already UNIQUE NULLS NOT DISTINCT (tenant_id, day, location_id)
    constraint holiday_is_of_a_known_location FOREIGN KEY (tenant_id, location_id) REFERENCES scheduling.locations(tenant_id, id)
    constraint holiday_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 100)))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.holidays FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.holidays FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

table scheduling.imported_busy row level security forced
    tenant_id uuid not null default platform.tenant_id()
    subscription_id uuid not null
    resource_id uuid not null
    busy_from timestamp with time zone not null
    busy_until timestamp with time zone not null
    constraint imported_busy_pkey PRIMARY KEY (tenant_id, subscription_id, busy_from)
    constraint imported_busy_is_of_a_known_calendar FOREIGN KEY (tenant_id, subscription_id) REFERENCES scheduling.calendar_subscriptions(tenant_id, id) ON DELETE CASCADE
    constraint imported_busy_ends_after_it_starts CHECK ((busy_from < busy_until))
    constraint imported_busy_lasts_at_most_a_day CHECK ((busy_until <= (busy_from + '1 day'::interval)))
    CREATE INDEX imported_busy_by_resource ON scheduling.imported_busy USING btree (tenant_id, resource_id, busy_from) INCLUDE (busy_until)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table scheduling.left_calendars row level security forced
    tenant_id uuid not null default platform.tenant_id()
    resource_id uuid not null
    appointment_id uuid not null
    location_id uuid not null
    starts_at timestamp with time zone not null
    ends_at timestamp with time zone not null
    version integer not null
    left_at timestamp with time zone not null default now()
    constraint left_calendars_pkey PRIMARY KEY (tenant_id, resource_id, appointment_id)
    constraint left_calendar_is_a_practitioners FOREIGN KEY (tenant_id, resource_id) REFERENCES scheduling.resources(tenant_id, id)
    constraint left_calendar_knows_the_place FOREIGN KEY (tenant_id, location_id) REFERENCES scheduling.locations(tenant_id, id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    grant frontdesk_app: delete, insert, select, update

table scheduling.location_hours row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    location_id uuid not null
    weekday smallint not null
    starts_minute smallint not null
    ends_minute smallint not null
    constraint location_hours_pkey PRIMARY KEY (tenant_id, id)
    constraint location_hours_are_of_a_known_location FOREIGN KEY (tenant_id, location_id) REFERENCES scheduling.locations(tenant_id, id)
    constraint location_hours_do_not_overlap EXCLUDE USING gist (tenant_id WITH =, location_id WITH =, weekday WITH =, int4range((starts_minute)::integer, (ends_minute)::integer) WITH &&)
    constraint location_hours_are_on_a_weekday CHECK (((weekday >= 1) AND (weekday <= 7)))
    constraint location_hours_end_after_they_start CHECK (((0 <= starts_minute) AND (starts_minute < ends_minute) AND (ends_minute <= 1440)))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.location_hours FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.location_hours FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

table scheduling.locations row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    name text not null
    address text not null default ''::text
    time_zone text not null
    active boolean not null default true
    created_at timestamp with time zone not null default now()
    constraint locations_pkey PRIMARY KEY (tenant_id, id)
    constraint location_name_is_taken UNIQUE (tenant_id, name)
    constraint location_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 100)))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.locations FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.locations FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

table scheduling.offers row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    waitlist_id uuid not null
    patient_id uuid not null
    resource_id uuid not null
    location_id uuid not null
    starts_at timestamp with time zone not null
    state text not null default 'open'::text
    because jsonb not null
    offered_at timestamp with time zone not null default now()
    expires_at timestamp with time zone not null
    answered_at timestamp with time zone
    answered_by text
    appointment_id uuid
    untold boolean not null default false
    constraint offers_pkey PRIMARY KEY (tenant_id, id)
    constraint time_was_offered_before UNIQUE (tenant_id, waitlist_id, starts_at)
    constraint offer_is_to_a_known_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id)
    constraint offer_is_to_somebody_waiting FOREIGN KEY (tenant_id, waitlist_id) REFERENCES scheduling.waitlist(tenant_id, id)
    constraint accepted_offer_became_a_visit CHECK (((state = 'accepted'::text) = (appointment_id IS NOT NULL)))
    constraint offer_is_answered_some_way CHECK ((answered_by = ANY (ARRAY['text'::text, 'app'::text, 'staff'::text])))
    constraint offer_state_is_known CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'lapsed'::text, 'withdrawn'::text])))
    CREATE INDEX offers_by_end ON scheduling.offers USING btree (tenant_id, expires_at)
    CREATE INDEX offers_by_patient ON scheduling.offers USING btree (tenant_id, patient_id, offered_at)
    CREATE UNIQUE INDEX offer_is_open_already ON scheduling.offers USING btree (tenant_id, waitlist_id) WHERE (state = 'open'::text)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.offers FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table scheduling.practitioner_visit_types row level security forced
    tenant_id uuid not null default platform.tenant_id()
    practitioner_id uuid not null
    visit_type_id uuid not null
    minutes integer
    constraint practitioner_visit_types_pkey PRIMARY KEY (tenant_id, practitioner_id, visit_type_id)
    constraint visit_length_is_of_a_known_type FOREIGN KEY (tenant_id, visit_type_id) REFERENCES scheduling.visit_types(tenant_id, id)
    constraint visit_length_is_of_a_practitioner FOREIGN KEY (tenant_id, practitioner_id) REFERENCES scheduling.practitioners(tenant_id, id)
    constraint visit_lasts_5_minutes_to_8_hours CHECK (((minutes >= 5) AND (minutes <= 480)))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.practitioner_visit_types FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.practitioner_visit_types FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

table scheduling.practitioners row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    languages text[] not null
    skills text[] not null default '{}'::text[]
    licence_states text[] not null default '{}'::text[]
    constraint practitioners_pkey PRIMARY KEY (tenant_id, id)
    constraint practitioner_is_a_resource FOREIGN KEY (tenant_id, id) REFERENCES scheduling.resources(tenant_id, id)
    constraint practitioner_speaks_a_language CHECK ((cardinality(languages) > 0))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.practitioners FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.practitioners FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

table scheduling.resource_locations row level security forced
    tenant_id uuid not null default platform.tenant_id()
    resource_id uuid not null
    location_id uuid not null
    active boolean not null default true
    constraint resource_locations_pkey PRIMARY KEY (tenant_id, resource_id, location_id)
    constraint location_is_of_a_known_resource FOREIGN KEY (tenant_id, resource_id) REFERENCES scheduling.resources(tenant_id, id)
    constraint resource_is_at_a_known_location FOREIGN KEY (tenant_id, location_id) REFERENCES scheduling.locations(tenant_id, id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.resource_locations FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.resource_locations FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

table scheduling.resources row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    kind text not null
    name text not null
    active boolean not null default true
    created_at timestamp with time zone not null default now()
    category text not null default ''::text
    constraint resources_pkey PRIMARY KEY (tenant_id, id)
    constraint resource_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 100)))
    constraint resource_kind_is_known CHECK ((kind = ANY (ARRAY['practitioner'::text, 'room'::text, 'equipment'::text])))
    constraint room_or_equipment_has_a_category CHECK ((((kind = 'practitioner'::text) = (category = ''::text)) AND (length(category) <= 50)))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.resources FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.resources FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

table scheduling.rules_versions row level security forced
    tenant_id uuid not null default platform.tenant_id()
    version uuid not null default gen_random_uuid()
    constraint rules_versions_pkey PRIMARY KEY (tenant_id)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER rules_open_times AFTER INSERT OR UPDATE ON scheduling.rules_versions FOR EACH ROW EXECUTE FUNCTION scheduling.rules_open_times()
    grant frontdesk_app: delete, insert, select, update

table scheduling.series row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid not null
    visit_type_id uuid not null
    every_weeks smallint not null
    created_at timestamp with time zone not null default now()
    constraint series_pkey PRIMARY KEY (tenant_id, id)
    constraint series_is_of_a_known_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id)
    constraint series_is_of_a_known_type FOREIGN KEY (tenant_id, visit_type_id) REFERENCES scheduling.visit_types(tenant_id, id)
    constraint series_is_every_1_to_12_weeks CHECK (((every_weeks >= 1) AND (every_weeks <= 12)))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.series FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table scheduling.visit_types row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    name_en text not null
    name_es text not null
    instructions_en text not null default ''::text
    instructions_es text not null default ''::text
    minutes integer not null
    buffer_before integer not null default 0
    buffer_after integer not null default 0
    every integer not null
    patients_may_book boolean not null default false
    patients_notice integer not null default 0
    patients_ahead integer not null default 90
    active boolean not null default true
    created_at timestamp with time zone not null default now()
    channels text[] not null default '{in-person}'::text[]
    open_to text not null default 'everyone'::text
    patients_may_request boolean not null default true
    needs_room text
    needs_equipment text
    needs_skill text
    capacity integer not null default 1
    reminders integer[] not null default '{1440}'::integer[]
    every_practitioner boolean not null default true
    constraint visit_types_pkey PRIMARY KEY (tenant_id, id)
    constraint visit_type_name_is_taken UNIQUE (tenant_id, name_en)
    constraint visit_buffers_are_at_most_2_hours CHECK ((((buffer_before >= 0) AND (buffer_before <= 120)) AND ((buffer_after >= 0) AND (buffer_after <= 120))))
    constraint visit_capacity_is_1_to_50 CHECK (((capacity >= 1) AND (capacity <= 50)))
    constraint visit_channels_are_known CHECK (((cardinality(channels) > 0) AND (channels <@ ARRAY['in-person'::text, 'video'::text, 'phone'::text])))
    constraint visit_is_booked_at_most_a_year_ahead CHECK (((patients_ahead >= 1) AND (patients_ahead <= 366)))
    constraint visit_is_open_to_known_patients CHECK ((open_to = ANY (ARRAY['everyone'::text, 'new'::text, 'established'::text])))
    constraint visit_is_reminded_of_at_most_5_times CHECK (((cardinality(reminders) <= 5) AND (15 <= ALL (reminders)) AND (43200 >= ALL (reminders))))
    constraint visit_lasts_5_minutes_to_8_hours CHECK (((minutes >= 5) AND (minutes <= 480)))
    constraint visit_notice_is_at_most_30_days CHECK (((patients_notice >= 0) AND (patients_notice <= 43200)))
    constraint visit_starts_every_5_minutes_to_8_hours CHECK (((every >= 5) AND (every <= 480)))
    constraint visit_type_has_names CHECK ((((length(name_en) >= 1) AND (length(name_en) <= 100)) AND ((length(name_es) >= 1) AND (length(name_es) <= 100))))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.visit_types FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER remind_of_changed_leads AFTER UPDATE ON scheduling.visit_types FOR EACH ROW WHEN ((old.reminders <> new.reminders)) EXECUTE FUNCTION scheduling.remind_of_changed_leads()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.visit_types FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

table scheduling.waitlist row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    patient_id uuid not null
    visit_type_id uuid not null
    appointment_id uuid
    practitioner_ids uuid[] not null default '{}'::uuid[]
    location_ids uuid[] not null default '{}'::uuid[]
    channel text
    weekdays smallint[] not null default '{}'::smallint[]
    parts_of_day text[] not null default '{}'::text[]
    from_day date not null  -- by the clock of the place where the time is offered
    until_day date not null  -- last day, by the clock of the place where the time is offered; the waiting is over when the day is over at every place that would do
    notice_minutes integer not null default 120
    urgency text not null default 'routine'::text
    reason text not null default ''::text
    state text not null default 'waiting'::text
    joined_at timestamp with time zone not null default now()
    joined_by_kind text not null default platform.actor_kind()
    ended_at timestamp with time zone
    constraint waitlist_pkey PRIMARY KEY (tenant_id, id)
    constraint waitlist_patient_is_known FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id)
    constraint waitlist_visit_is_known FOREIGN KEY (tenant_id, appointment_id) REFERENCES scheduling.appointments(tenant_id, id)
    constraint waitlist_visit_type_is_known FOREIGN KEY (tenant_id, visit_type_id) REFERENCES scheduling.visit_types(tenant_id, id)
    constraint waitlist_channel_is_known CHECK ((channel = ANY (ARRAY['in-person'::text, 'video'::text, 'phone'::text])))
    constraint waitlist_end_has_a_time CHECK (((state = 'waiting'::text) = (ended_at IS NULL)))
    constraint waitlist_ends_after_it_starts CHECK ((from_day <= until_day))
    constraint waitlist_notice_is_at_most_a_week CHECK (((notice_minutes >= 0) AND (notice_minutes <= 10080)))
    constraint waitlist_parts_of_day_are_known CHECK ((parts_of_day <@ ARRAY['morning'::text, 'afternoon'::text, 'evening'::text]))
    constraint waitlist_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'booked'::text, 'left'::text, 'over'::text])))
    constraint waitlist_urgency_is_known CHECK ((urgency = ANY (ARRAY['routine'::text, 'soon'::text, 'urgent'::text])))
    constraint waitlist_weekdays_are_known CHECK ((weekdays <@ ARRAY[(1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint, (7)::smallint]))
    CREATE INDEX waitlist_by_visit ON scheduling.waitlist USING btree (tenant_id, appointment_id) WHERE (appointment_id IS NOT NULL)
    CREATE INDEX waitlist_in_order ON scheduling.waitlist USING btree (tenant_id, joined_at) WHERE (state = 'waiting'::text)
    CREATE UNIQUE INDEX patient_is_waiting_already ON scheduling.waitlist USING btree (tenant_id, patient_id, visit_type_id) WHERE (state = 'waiting'::text)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.waitlist FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

table scheduling.weekly_hours row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    resource_id uuid not null
    location_id uuid not null
    weekday smallint not null
    starts_minute smallint not null
    ends_minute smallint not null
    valid_from date
    valid_until date
    constraint weekly_hours_pkey PRIMARY KEY (tenant_id, id)
    constraint weekly_hours_are_where_the_resource_is FOREIGN KEY (tenant_id, resource_id, location_id) REFERENCES scheduling.resource_locations(tenant_id, resource_id, location_id)
    constraint weekly_hours_do_not_overlap EXCLUDE USING gist (tenant_id WITH =, resource_id WITH =, location_id WITH =, weekday WITH =, int4range((starts_minute)::integer, (ends_minute)::integer) WITH &&, daterange(valid_from, valid_until, '[]'::text) WITH &&)
    constraint weekly_hours_are_on_a_weekday CHECK (((weekday >= 1) AND (weekday <= 7)))
    constraint weekly_hours_end_after_they_start CHECK (((0 <= starts_minute) AND (starts_minute < ends_minute) AND (ends_minute <= 1440)))
    constraint weekly_hours_last_day_is_not_before_the_first CHECK ((valid_from <= valid_until))
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON scheduling.weekly_hours FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    CREATE TRIGGER rules_changed AFTER INSERT OR DELETE OR UPDATE ON scheduling.weekly_hours FOR EACH STATEMENT EXECUTE FUNCTION scheduling.rules_changed()
    grant frontdesk_app: delete, insert, select, update

view open_offers with (security_invoker=true)
 SELECT id AS offer_id,
    waitlist_id,
    patient_id,
    state,
    starts_at,
    expires_at,
    offered_at,
    time_zone,
    starts_at AS instead_of
   FROM scheduling.offers o
     JOIN scheduling.locations l ON tenant_id = tenant_id AND id = location_id
     JOIN scheduling.waitlist w ON tenant_id = tenant_id AND id = waitlist_id
     LEFT JOIN scheduling.appointments v ON tenant_id = tenant_id AND id = appointment_id AND status = 'booked'::text;
    grant frontdesk_app: select

view upcoming with (security_invoker=true)
 SELECT tenant_id,
    id AS appointment_id,
    patient_id,
    status,
    starts_at,
    ends_at,
    resource_id AS practitioner_id,
    name AS practitioner_name,
    location_id,
    name AS location_name,
    address AS location_address,
    time_zone,
    visit_type_id,
    name_en AS visit_type_en,
    name_es AS visit_type_es,
    instructions_en,
    instructions_es,
    reminders,
    confirmed_at,
    booked_at,
    moved_at
   FROM scheduling.appointments a
     JOIN scheduling.resources r ON tenant_id = tenant_id AND id = resource_id
     JOIN scheduling.locations l ON tenant_id = tenant_id AND id = location_id
     JOIN scheduling.visit_types v ON tenant_id = tenant_id AND id = visit_type_id
  WHERE (status = ANY (ARRAY['booked'::text, 'arrived'::text, 'checked-in'::text])) AND ends_at > now();
    grant frontdesk_app: select

view waitlist_order with (security_invoker=true)
 SELECT tenant_id,
    id AS waitlist_id,
    row_number() OVER (PARTITION BY tenant_id ORDER BY (array_position(ARRAY['urgent'::text, 'soon'::text, 'routine'::text], urgency)), joined_at, id)::integer AS turn,
    row_number() OVER (PARTITION BY tenant_id, visit_type_id ORDER BY (array_position(ARRAY['urgent'::text, 'soon'::text, 'routine'::text], urgency)), joined_at, id)::integer AS place
   FROM scheduling.waitlist w
  WHERE state = 'waiting'::text;
    grant frontdesk_app: select

CREATE OR REPLACE FUNCTION scheduling.fill_from_waitlist()
 RETURNS uuid
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
    select platform.enqueue('scheduling.FillFromWaitlist', '{}', 'after:' || pg_current_xact_id()::text)
    where  exists (select from scheduling.waitlist w where w.state = 'waiting')
$function$
    execute: frontdesk_app, public

CREATE OR REPLACE FUNCTION scheduling.is_engaged(patient_id uuid, starts_at timestamp with time zone, ends_at timestamp with time zone, besides uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (EXISTS (SELECT FROM scheduling.appointments e WHERE ((e.patient_id = is_engaged.patient_id) AND (e.starts_at > (is_engaged.starts_at - '1 day'::interval)) AND (e.starts_at < is_engaged.ends_at) AND (e.ends_at > is_engaged.starts_at) AND (e.id IS DISTINCT FROM is_engaged.besides) AND (e.booked_at IS NOT NULL) AND e.occupies)))
    execute: frontdesk_app, public

CREATE OR REPLACE FUNCTION scheduling.is_established(patient uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (EXISTS (SELECT FROM scheduling.appointments a WHERE ((a.patient_id = is_established.patient) AND (a.status = ANY (ARRAY['arrived'::text, 'checked-in'::text, 'fulfilled'::text])) AND (a.starts_at > (now() - '3 years'::interval)))))
    execute: frontdesk_app, public

CREATE OR REPLACE FUNCTION scheduling.lock_offer(offer uuid)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
    select exists (
        select
        from   (select o.state, o.expires_at
                from   scheduling.offers o
                where  o.id = $1
                for    share) o
        where  o.state = 'open'
        and    o.expires_at > clock_timestamp())
$function$
    execute: frontdesk_app, public

CREATE OR REPLACE FUNCTION scheduling.lock_visit(visit uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
AS $function$
    select true
    from   scheduling.appointments a
    where  a.id = visit
    and    a.status = 'booked'
    and    a.starts_at = at
    for    share
$function$
    execute: frontdesk_app, public

CREATE OR REPLACE FUNCTION scheduling.patient_may_book(visit_type uuid, patient uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (EXISTS (SELECT FROM scheduling.visit_types v WHERE ((v.id = patient_may_book.visit_type) AND v.active AND v.patients_may_book AND ((v.open_to = 'everyone'::text) OR ((v.open_to = 'established'::text) = scheduling.is_established(patient_may_book.patient))))))
    execute: frontdesk_app, public

CREATE OR REPLACE FUNCTION scheduling.remind_of_changed_leads()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
    looked   timestamptz;
    was_last timestamptz;
    is_last  timestamptz := now() + make_interval(mins => (select min(lead) from unnest(new.reminders) lead));
begin
    select looked_until into looked from messaging.reminder_marks for share;
    looked := coalesce(looked, now() - interval '5 minutes');
    was_last := looked + make_interval(mins => (select min(lead) from unnest(old.reminders) lead));
    perform platform.enqueue('messaging.SendReminder', jsonb_build_object(
                'appointmentId', a.id, 'startsAt', a.starts_at, 'minutesBefore', (select min(lead) from unnest(new.reminders) lead)))
    from   scheduling.appointments a
    where  a.starts_at > was_last
    and    a.starts_at <= is_last
    and    a.visit_type_id = new.id
    and    a.status = 'booked'
    and    not exists (
               select
               from   unnest(old.reminders) lead
               where  a.starts_at - make_interval(mins => lead) between greatest(a.booked_at, a.moved_at) and looked);
    return null;
end
$function$
    execute: public

CREATE OR REPLACE FUNCTION scheduling.reminders_due(since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(appointment_id uuid, starts_at timestamp with time zone, minutes integer, time_zone text)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
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
$function$
    execute: frontdesk_app, public

CREATE OR REPLACE FUNCTION scheduling.rules_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    -- The row's lock makes changes of rules follow each other, so no version is seen with half of a change.
    insert into scheduling.rules_versions as v (version)
    values (gen_random_uuid())
    on conflict (tenant_id) do update set version = excluded.version;
    return null;
end
$function$
    execute: public

CREATE OR REPLACE FUNCTION scheduling.rules_open_times()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    perform scheduling.fill_from_waitlist();
    return null;
end
$function$
    execute: public

CREATE OR REPLACE FUNCTION scheduling.sits_in(group_id uuid, patient_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (EXISTS (SELECT FROM scheduling.appointments g WHERE ((g.patient_id = sits_in.patient_id) AND (g.group_id = sits_in.group_id) AND (g.booked_at IS NOT NULL) AND g.occupies)))
    execute: frontdesk_app, public

table worklist.items row level security forced
    tenant_id uuid not null default platform.tenant_id()
    id uuid not null
    kind text not null
    subject_id uuid not null
    patient_id uuid
    language text
    priority smallint not null default 2
    due_at timestamp with time zone not null
    details jsonb not null default '{}'::jsonb
    owner_id uuid
    owned_at timestamp with time zone
    created_at timestamp with time zone not null default now()
    created_by_kind text not null default platform.actor_kind()
    closed_at timestamp with time zone
    closed_by uuid
    outcome text
    note text
    constraint items_pkey PRIMARY KEY (tenant_id, id)
    constraint item_is_about_a_known_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES patients.patients(tenant_id, id)
    constraint closed_item_has_an_outcome CHECK (((closed_at IS NULL) = (outcome IS NULL)))
    constraint item_details_are_an_object CHECK ((jsonb_typeof(details) = 'object'::text))
    constraint item_kind_is_known CHECK ((kind = ANY (ARRAY['visit_request'::text, 'stranded_visit'::text, 'text_reply'::text])))
    constraint item_outcome_is_known CHECK ((outcome = ANY (ARRAY['done'::text, 'declined'::text, 'obsolete'::text])))
    constraint item_priority_is_1_to_3 CHECK (((priority >= 1) AND (priority <= 3)))
    CREATE INDEX items_by_patient ON worklist.items USING btree (tenant_id, patient_id, created_at)
    CREATE INDEX items_open ON worklist.items USING btree (tenant_id, due_at, id) WHERE (closed_at IS NULL)
    CREATE UNIQUE INDEX item_is_open_already ON worklist.items USING btree (tenant_id, kind, subject_id) WHERE (closed_at IS NULL)
    policy tenant_isolation permissive for all to public using (tenant_id = ( SELECT platform.tenant_id() AS tenant_id)) with check (tenant_id = ( SELECT platform.tenant_id() AS tenant_id))
    CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE ON worklist.items FOR EACH ROW EXECUTE FUNCTION audit.record_change()
    grant frontdesk_app: delete, insert, select, update

view states with (security_invoker=true)
 SELECT tenant_id,
    id AS item_id,
    kind,
    subject_id,
    patient_id,
    details,
    created_at,
    COALESCE(outcome, 'open'::text) AS state,
    closed_at
   FROM worklist.items;
    grant frontdesk_app: select

CREATE OR REPLACE FUNCTION worklist.close(kind text, subject uuid, outcome text)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
    with closed as (
        update worklist.items i
        set    closed_at = now(), closed_by = platform.actor_id(), outcome = $3
        where  i.kind = $1
        and    i.subject_id = $2
        and    i.closed_at is null
        returning 1
    )
    select count(*) from closed
$function$
    execute: frontdesk_app, public
