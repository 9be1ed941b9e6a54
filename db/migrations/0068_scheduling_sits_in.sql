-- Whether a patient has a place in a group. Asked of a hold, and again of who books or moves to it: the hold may have been made for nobody, or for another.
create function scheduling.sits_in(group_id uuid, patient_id uuid) returns boolean
    language sql stable parallel safe
return exists (
    select
    from   scheduling.appointments g
    where  g.patient_id = sits_in.patient_id
    and    g.group_id = sits_in.group_id
    and    g.booked_at is not null
    and    g.occupies);
grant execute on function scheduling.sits_in(uuid, uuid) to frontdesk_app;
