-- Messaging: a word that was meant for another text is answered with how that one is answered.

alter table messaging.received_texts
    drop constraint received_text_means_something,
    add constraint received_text_means_something check (meaning in ('confirm', 'cancel', 'accept', 'decline', 'unclear', 'stop', 'start', 'help', 'other')),
    drop constraint answer_is_known,
    add constraint answer_is_known check (answer in
        ('confirmed', 'all_confirmed', 'cancelled', 'changed', 'which', 'c_or_x', 'y_or_n', 'accepted', 'declined', 'offer_over', 'stopped', 'started', 'help', 'other'));
