import { type Candidate, verifyCaller } from '@frontdesk/api';
import { Button, Dialog, ErrorState, TextField } from '@frontdesk/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { PatientForm } from '../patients/PatientForm.tsx';
import { PatientLine } from '../patients/PatientLine.tsx';
import { useRegister } from '../patients/RegisterScreen.tsx';
import { usePatientSearch } from '../patients/usePatientSearch.ts';

type Props = { callId: string; choose: (person: Candidate) => void };

/** The number is not known, or it is somebody else's: search, or register a new person. */
export function FindCaller({ callId, choose }: Props) {
  const words = useWords();
  const [text, setText] = useState('');
  const [registering, setRegistering] = useState(false);
  const search = usePatientSearch(text);
  return (
    <div className="mt-3 flex flex-col gap-2">
      <TextField
        label={words('patients.find')}
        hint={words('patients.searchHint')}
        type="search"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {search.isError ? <ErrorState error={search.error} retry={() => void search.refetch()} /> : null}
      <ul className="divide-y divide-border" aria-live="polite">
        {search.data?.results.map((patient) => (
          <li key={patient.patientId}>
            <button
              type="button"
              className="block w-full rounded-control px-2 py-1.5 text-left hover:bg-sunken"
              onClick={() => choose({ patientId: patient.patientId, name: patient.name })}
            >
              <PatientLine patient={patient} />
            </button>
          </li>
        ))}
      </ul>
      {search.data?.results.length === 0 ? <p className="text-muted">{words('patients.noneTitle')}</p> : null}
      <Button className="self-start" onClick={() => setRegistering(true)}>
        {words('patients.register')}
      </Button>
      {registering ? (
        <Dialog
          title={words('patients.register')}
          onClose={() => setRegistering(false)}
          className="w-[min(42rem,calc(100vw-2rem))]"
        >
          <RegisterCaller callId={callId} choose={choose} />
        </Dialog>
      ) : null}
    </div>
  );
}

/** Who was just registered has just said name and birth date: that is the verification. */
function RegisterCaller({ callId, choose }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const register = useRegister(async ({ patientId, details }) => {
    const name = [details.givenName, details.familyName].filter(Boolean).join(' ');
    await verifyCaller(callId, {
      patientId,
      birthDate: details.birthDate,
      secondKind: 'full_name',
      secondValue: name,
    });
    await queries.invalidateQueries({ queryKey: ['callcenter'] });
    choose({ patientId, name });
  });
  return (
    <PatientForm
      submit={words('patients.registerSubmit')}
      busy={register.isPending}
      error={register.error}
      onSubmit={register.mutate}
    />
  );
}
