-- What was overbooked has its room and its equipment to itself like anything else: one that met a hold in the same instant took the same, though another was free. Where that
-- has happened, the visit that was overbooked goes without, which the record shows: whoever overbooks sees to it.
do $$
declare
    clinic uuid;
begin
    for clinic in select id from platform.tenants loop
        perform set_config('app.tenant_id', clinic::text, true), set_config('app.actor_kind', 'system', true), set_config('app.actor_id', '', true),
                set_config('app.request_id', 'rooms-of-overbooked', true), set_config('app.action', 'appointment.room_given_up', true);
        update scheduling.appointments a
        set    room_id = null
        where  a.overbooked
        and    a.occupies
        and    exists (
                   select
                   from   scheduling.appointments o
                   where  o.room_id = a.room_id
                   and    o.id <> a.id
                   and    o.occupies
                   and    o.busy_from < a.busy_until
                   and    o.busy_until > a.busy_from
                   and    coalesce(o.group_id, o.id) <> coalesce(a.group_id, a.id));
        update scheduling.appointments a
        set    equipment_id = null
        where  a.overbooked
        and    a.occupies
        and    exists (
                   select
                   from   scheduling.appointments o
                   where  o.equipment_id = a.equipment_id
                   and    o.id <> a.id
                   and    o.occupies
                   and    o.busy_from < a.busy_until
                   and    o.busy_until > a.busy_from
                   and    coalesce(o.group_id, o.id) <> coalesce(a.group_id, a.id));
    end loop;
    perform set_config('app.tenant_id', '', true);
end
$$;

alter table scheduling.appointments
    drop constraint rooms_are_never_shared,
    add constraint rooms_are_never_shared exclude using gist (
        tenant_id with =, room_id with =, tstzrange(busy_from, busy_until) with &&, (coalesce(group_id, id)) with <>) where (occupies and room_id is not null),
    drop constraint equipment_is_never_shared,
    add constraint equipment_is_never_shared exclude using gist (
        tenant_id with =, equipment_id with =, tstzrange(busy_from, busy_until) with &&, (coalesce(group_id, id)) with <>) where (occupies and equipment_id is not null);
