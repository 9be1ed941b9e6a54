-- Whose screens show what is a patient's: their own, and those of the people who act for them today. Live notices are told to them and to no other patient.

create function patients.audience(patient_id uuid) returns uuid[]
    language sql stable parallel safe
    return array(
        select audience.patient_id
        union
        select x.proxy_id
        from   patients.proxies x
        where  x.patient_id = audience.patient_id
        and    current_date between x.starts_on and coalesce(x.ends_on, 'infinity'));
