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

-- For Messaging: an offer says of which visit it takes the place.
create or replace view scheduling.open_offers with (security_invoker = true) as
select o.id as offer_id, o.waitlist_id, o.patient_id, o.state, o.starts_at, o.expires_at, o.offered_at, l.time_zone, v.starts_at as instead_of
from   scheduling.offers o
join   scheduling.locations l on (l.tenant_id, l.id) = (o.tenant_id, o.location_id)
join   scheduling.waitlist w on (w.tenant_id, w.id) = (o.tenant_id, o.waitlist_id)
left join scheduling.appointments v on (v.tenant_id, v.id) = (w.tenant_id, w.appointment_id) and v.status = 'booked';
