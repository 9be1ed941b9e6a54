-- A word that was meant for another text is answered with how that one is answered.
alter table messaging.received_texts
    drop constraint received_text_means_something,
    add constraint received_text_means_something check (meaning in ('confirm', 'cancel', 'accept', 'decline', 'unclear', 'stop', 'start', 'help', 'other')),
    drop constraint answer_is_known,
    add constraint answer_is_known check (answer in
        ('confirmed', 'all_confirmed', 'cancelled', 'changed', 'which', 'c_or_x', 'y_or_n', 'accepted', 'declined', 'offer_over', 'stopped', 'started', 'help', 'other'));

-- When a kind of visit is to be reminded of earlier: visits that are booked and whose one reminder was still to come, and now would have been in the past, are
-- reminded of at once. Whose reminder went out before, or has one yet to come, needs none.
-- What was looked for is what was sent: a reminder that fell due since Messaging last looked went to nobody, and is not found any more when the leads have changed.
-- The mark is locked, so that a look that goes on now is waited for. Who has none was not looked through yet: the first look goes back five minutes.
create function scheduling.remind_of_changed_leads() returns trigger
    language plpgsql as
$$
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
$$;
create trigger remind_of_changed_leads after update on scheduling.visit_types for each row
    when (old.reminders <> new.reminders) execute function scheduling.remind_of_changed_leads();
