-- "Who was told of this offer?", asked when it is taken back.
create index messages_of_offers on messaging.messages (tenant_id, subject_id) where purpose = 'waitlist_offer';
