import type { FoundPatient } from '@frontdesk/api';
import { Button, ErrorState, TextField } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useVisitWords } from '../visit/words.ts';
import { PatientLine } from './PatientLine.tsx';
import { usePatientSearch } from './usePatientSearch.ts';

type Props = { chosen: FoundPatient | null; choose: (patient: FoundPatient | null) => void };

/** Finds one patient within something else, and lets them be another. */
export function ChoosePatient({ chosen, choose }: Props) {
  const words = useWords();
  const say = useVisitWords();
  const [text, setText] = useState('');
  const search = usePatientSearch(text);
  if (chosen)
    return (
      <div className="flex items-center gap-3 rounded-control border border-border px-3 py-1.5">
        <div className="min-w-0 flex-1">
          <PatientLine patient={chosen} />
        </div>
        <Button size="compact" onClick={() => choose(null)}>
          {say('overbook.other')}
        </Button>
      </div>
    );
  return (
    <div>
      <TextField
        label={words('patients.find')}
        hint={words('patients.searchHint')}
        type="search"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {search.isError ? <ErrorState error={search.error} retry={() => void search.refetch()} /> : null}
      {search.data?.results.length === 0 ? (
        <p className="py-1 text-muted">{words('patients.noneTitle')}</p>
      ) : null}
      <ul className="mt-1 max-h-44 divide-y divide-border overflow-auto">
        {(search.data?.results ?? []).map((patient) => (
          <li key={patient.patientId}>
            <button
              type="button"
              className="block w-full rounded-control px-3 py-1.5 text-left hover:bg-sunken"
              onClick={() => choose(patient)}
            >
              <PatientLine patient={patient} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
