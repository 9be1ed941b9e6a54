alter table scheduling.appointments validate constraint appointment_is_sound;
