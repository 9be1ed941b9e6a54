import type { VisitType } from '@frontdesk/api';
import { useState } from 'react';
import { Booked, type BookedVisit } from './Booked.tsx';
import { ChooseReason } from './ChooseReason.tsx';
import { ChooseTime } from './ChooseTime.tsx';
import { ChooseWho } from './ChooseWho.tsx';

export type Choice = {
  type: VisitType | null;
  words: string;
  /** null: not asked yet; an empty id: anyone, anywhere. */
  who: { practitionerId: string; locationId: string } | null;
};

/** Reason, then who and where, then time. Going back a step loses nothing that was chosen. */
export function BookScreen() {
  const [choice, setChoice] = useState<Choice>({ type: null, words: '', who: null });
  const [booked, setBooked] = useState<BookedVisit | null>(null);
  const [step, setStep] = useState<'reason' | 'who' | 'time'>('reason');
  if (booked) return <Booked visit={booked} />;
  if (step === 'time' && choice.type && choice.who)
    return (
      <ChooseTime
        type={choice.type}
        who={choice.who}
        reason={choice.words}
        back={() => setStep('who')}
        onBooked={setBooked}
      />
    );
  if (step === 'who' && choice.type)
    return (
      <ChooseWho
        chosen={choice.who}
        back={() => setStep('reason')}
        choose={(who) => {
          setChoice({ ...choice, who });
          setStep('time');
        }}
      />
    );
  return (
    <ChooseReason
      choice={choice}
      choose={(type, words) => {
        setChoice({ ...choice, type, words });
        setStep('who');
      }}
    />
  );
}
