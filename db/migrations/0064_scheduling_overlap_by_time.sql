-- A GiST index divides its pages by the first of its columns whose values differ. Where that was the visit's id, the visits of a practitioner lay in no order of time, and
-- whether one overlaps another was asked of all of them, from the first to the last. Time comes before what is in nobody's way.
alter table scheduling.appointments
    drop constraint appointments_never_overlap,
    add constraint appointments_never_overlap exclude using gist (
        tenant_id with =, resource_id with =, tstzrange(busy_from, busy_until) with &&, (coalesce(group_id, id)) with <>) where (occupies and not overbooked),
    drop constraint rooms_are_never_shared,
    add constraint rooms_are_never_shared exclude using gist (
        tenant_id with =, room_id with =, tstzrange(busy_from, busy_until) with &&, (coalesce(group_id, id)) with <>) where (occupies and not overbooked and room_id is not null),
    drop constraint equipment_is_never_shared,
    add constraint equipment_is_never_shared exclude using gist (
        tenant_id with =, equipment_id with =, tstzrange(busy_from, busy_until) with &&, (coalesce(group_id, id)) with <>) where (occupies and not overbooked and equipment_id is not null);
