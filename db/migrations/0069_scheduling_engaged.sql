-- Whether a patient has a visit that overlaps these times, besides one that will not be there any more. Patients do not book themselves into two places at once;
-- staff see the other visit and may.
create function scheduling.is_engaged(patient_id uuid, starts_at timestamptz, ends_at timestamptz, besides uuid) returns boolean
    language sql stable parallel safe
return exists (
    select
    from   scheduling.appointments e
    where  e.patient_id = is_engaged.patient_id
    and    e.starts_at > is_engaged.starts_at - interval '1 day'
    and    e.starts_at < is_engaged.ends_at
    and    e.ends_at > is_engaged.starts_at
    and    e.id is distinct from is_engaged.besides
    and    e.booked_at is not null
    and    e.occupies);
grant execute on function scheduling.is_engaged(uuid, timestamptz, timestamptz, uuid) to frontdesk_app;
