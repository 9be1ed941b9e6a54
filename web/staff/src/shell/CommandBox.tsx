import type { FoundPatient } from '@frontdesk/api';
import { cx, Dialog, ErrorState } from '@frontdesk/ui';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useOpenPatient } from '../patients/guard.ts';
import { PatientLine } from '../patients/PatientLine.tsx';
import { usePatientSearch } from '../patients/usePatientSearch.ts';
import { type Command, useCommands } from './useCommands.ts';

type Choice = { id: string; run: () => void; command?: Command; patient?: FoundPatient };

/** One box for going somewhere and for finding a patient: phone, name, birth date or MRN. */
export function CommandBox({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const openPatient = useOpenPatient();
  const search = usePatientSearch(text);
  const commands = useCommands(onKeys).filter((c) =>
    c.label.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const register: Command = {
    id: 'register',
    label: words('patients.register'),
    run: () => void navigate({ to: '/patients/register' }),
  };
  const choices: Choice[] = [
    ...(search.data?.results ?? []).map((patient) => ({
      id: patient.patientId,
      patient,
      run: () => openPatient({ patientId: patient.patientId, name: patient.name }),
    })),
    ...[...commands, register].map((command) => ({ id: command.id, command, run: command.run })),
  ];
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    choice.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((at + 1) % choices.length);
    else if (event.key === 'ArrowUp') setAt((at - 1 + choices.length) % choices.length);
    else if (event.key === 'Enter') choose(choices[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={words('shell.search')} onClose={onClose} className="w-[min(36rem,calc(100vw-2rem))]">
      <input
        role="combobox"
        aria-label={words('shell.searchLabel')}
        aria-expanded
        aria-controls={id}
        aria-activedescendant={choices[at] ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={words('patients.searchHint')}
        className="min-h-control w-full rounded-control border border-control bg-surface px-3"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {search.isError ? <ErrorState error={search.error} retry={() => void search.refetch()} /> : null}
      <div id={id} role="listbox" aria-label={words('shell.choices')} className="mt-2 max-h-96 overflow-auto">
        {choices.map((choice, index) => (
          <button
            key={choice.id}
            id={`${id}-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={cx(
              'block w-full rounded-control px-3 py-1.5 text-left',
              index === at && 'bg-primary-soft',
            )}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(choice)}
          >
            {choice.patient ? <PatientLine patient={choice.patient} /> : choice.command?.label}
          </button>
        ))}
      </div>
      {search.data?.truncated ? (
        <p className="px-3 pt-2 text-meta text-muted">{words('patients.more')}</p>
      ) : null}
    </Dialog>
  );
}
