import type { VisitType } from '@frontdesk/api';
import { QueryView, Skeleton } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AskClinic } from '../requests/AskClinic.tsx';
import { type Person, peopleQuery } from '../session/people.ts';
import { Booked, type BookedVisit } from './Booked.tsx';
import { ChooseReason } from './ChooseReason.tsx';
import { ChooseTime } from './ChooseTime.tsx';
import { ChooseWho } from './ChooseWho.tsx';
import { ChooseWhom } from './ChooseWhom.tsx';
import { WaitForTime } from './WaitForTime.tsx';
import type { Wanted } from './wanted.ts';

export type Choice = {
  /** Whom it is for. */
  patientId: string;
  type: VisitType | null;
  words: string;
  /** null: not asked yet. */
  wanted: Wanted | null;
};

export function BookScreen() {
  const people = useQuery(peopleQuery);
  return (
    <QueryView query={people} skeleton={<Skeleton rows={4} rowClassName="h-17" />}>
      {(all) => <Book people={all} />}
    </QueryView>
  );
}

/**
 * For whom, where there is a choice; then reason, then who, where and how, then time. Beside the times stands the waitlist, and
 * for what patients may not book a form to ask with. Going back a step loses nothing that was chosen.
 */
function Book({ people }: { people: Person[] }) {
  const alone = people.length === 1;
  const [choice, setChoice] = useState<Choice>({
    patientId: people[0]?.patientId ?? '',
    type: null,
    words: '',
    wanted: null,
  });
  const [booked, setBooked] = useState<BookedVisit | null>(null);
  const [step, setStep] = useState<'whom' | 'reason' | 'ask' | 'who' | 'time' | 'wait'>(
    alone ? 'reason' : 'whom',
  );
  const { patientId, type, wanted } = choice;
  if (booked) return <Booked visit={booked} />;
  if (step === 'whom')
    return (
      <ChooseWhom
        people={people}
        choose={(next) => {
          // Where they will be was answered for somebody else.
          setChoice({ ...choice, patientId: next, wanted: next === patientId ? wanted : null });
          setStep('reason');
        }}
      />
    );
  if (step === 'wait' && type && wanted)
    return (
      <WaitForTime
        patientId={patientId}
        type={type}
        wanted={wanted}
        reason={choice.words}
        back={() => setStep('time')}
      />
    );
  if (step === 'time' && type && wanted)
    return (
      <ChooseTime
        patientId={patientId}
        type={type}
        wanted={wanted}
        reason={choice.words}
        back={() => setStep('who')}
        otherReason={() => setStep('reason')}
        wait={() => setStep('wait')}
        onBooked={setBooked}
      />
    );
  if (step === 'who' && type)
    return (
      <ChooseWho
        patientId={patientId}
        type={type}
        chosen={wanted}
        back={() => setStep('reason')}
        choose={(next) => {
          setChoice({ ...choice, wanted: next });
          setStep('time');
        }}
      />
    );
  if (step === 'ask' && type)
    return (
      <AskClinic patientId={patientId} type={type} reason={choice.words} back={() => setStep('reason')} />
    );
  return (
    <ChooseReason
      choice={choice}
      {...(alone ? {} : { back: () => setStep('whom') })}
      choose={(next, words) => {
        // How and with whom were answered for another kind of visit.
        const same = next.visitTypeId === type?.visitTypeId;
        setChoice({ ...choice, type: next, words, wanted: same ? wanted : null });
        setStep(next.patientsMay === 'request' ? 'ask' : 'who');
      }}
    />
  );
}
