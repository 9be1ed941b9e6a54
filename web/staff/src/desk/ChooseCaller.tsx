import type { Call, Candidate } from '@frontdesk/api';
import { cx } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { FindCaller } from './FindCaller.tsx';

type Props = { call: Call; chosen: Candidate | undefined; choose: (person: Candidate) => void };

/** The household that shares the number, and a way to somebody who is not in it. */
export function ChooseCaller({ call, chosen, choose }: Props) {
  const words = useWords();
  const [finding, setFinding] = useState(call.candidates.length === 0);
  const known = call.candidates.some((candidate) => candidate.patientId === chosen?.patientId);
  const people = chosen && !known ? [...call.candidates, chosen] : call.candidates;
  return (
    <div className="p-4">
      <h3 className="mb-3 text-title font-semibold">
        {words(call.candidates.length === 0 ? 'who.unknown' : 'who.title')}
      </h3>
      <div className="flex flex-wrap gap-2">
        {people.map((person) => (
          <button
            key={person.patientId}
            type="button"
            aria-pressed={person.patientId === chosen?.patientId}
            className={cx(
              'min-h-control rounded-control border px-3 font-medium',
              person.patientId === chosen?.patientId
                ? 'border-primary bg-primary-soft text-primary'
                : 'border-border bg-surface hover:bg-sunken',
            )}
            onClick={() => {
              choose(person);
              setFinding(false);
            }}
          >
            {person.name}
          </button>
        ))}
        {finding ? null : (
          <button
            type="button"
            className="min-h-control rounded-control px-3 text-muted hover:text-fg"
            onClick={() => setFinding(true)}
          >
            {words('who.other')}
          </button>
        )}
      </div>
      {finding ? (
        <FindCaller
          callId={call.callId}
          choose={(person) => {
            choose(person);
            setFinding(false);
          }}
        />
      ) : null}
    </div>
  );
}
