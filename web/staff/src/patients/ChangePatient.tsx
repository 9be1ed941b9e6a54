import { type Chart, changePatient, hasCode, type PatientDetails } from '@frontdesk/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { BothVersions } from './BothVersions.tsx';
import { PatientForm } from './PatientForm.tsx';
import { chartQuery } from './queries.ts';

/** A change made meanwhile by somebody else is shown beside one's own; nothing is overwritten unseen. */
export function ChangePatient({ chart, onDone }: { chart: Chart; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [mine, setMine] = useState<PatientDetails | null>(null);
  const [version, setVersion] = useState(chart.version);
  const change = useMutation({
    mutationFn: (details: PatientDetails) => changePatient(chart.patientId, { details, version }),
    onMutate: setMine,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: chartQuery(chart.patientId).queryKey });
      onDone();
    },
    onError: (error) => {
      if (!hasCode(error, 'changed_meanwhile')) return;
      const current = error.more.current as Chart | undefined;
      if (current) setVersion(current.version);
    },
  });
  const theirs = hasCode(change.error, 'changed_meanwhile')
    ? (change.error.more.current as Chart | undefined)
    : null;
  return (
    <PatientForm
      start={mine ?? chart.details}
      submit={theirs ? words('patients.keepMine') : words('patients.save')}
      busy={change.isPending}
      error={change.error}
      onSubmit={change.mutate}
    >
      {theirs && mine ? (
        <BothVersions
          mine={mine}
          theirs={theirs.details}
          takeTheirs={() => {
            queries.setQueryData(chartQuery(chart.patientId).queryKey, theirs);
            onDone();
          }}
        />
      ) : null}
    </PatientForm>
  );
}
