import type { VisitType } from '@frontdesk/api';
import { useState } from 'react';
import { AskClinic } from '../requests/AskClinic.tsx';
import { Booked, type BookedVisit } from './Booked.tsx';
import { ChooseReason } from './ChooseReason.tsx';
import { ChooseTime } from './ChooseTime.tsx';
import { ChooseWho } from './ChooseWho.tsx';
import { WaitForTime } from './WaitForTime.tsx';
import type { Wanted } from './wanted.ts';

export type Choice = {
  type: VisitType | null;
  words: string;
  /** null: not asked yet. */
  wanted: Wanted | null;
};

/**
 * Reason, then who, where and how, then time. Beside the times stands the waitlist, and for what patients may not book a form to
 * ask with. Going back a step loses nothing that was chosen.
 */
export function BookScreen() {
  const [choice, setChoice] = useState<Choice>({ type: null, words: '', wanted: null });
  const [booked, setBooked] = useState<BookedVisit | null>(null);
  const [step, setStep] = useState<'reason' | 'ask' | 'who' | 'time' | 'wait'>('reason');
  const { type, wanted } = choice;
  if (booked) return <Booked visit={booked} />;
  if (step === 'wait' && type && wanted)
    return <WaitForTime type={type} wanted={wanted} reason={choice.words} back={() => setStep('time')} />;
  if (step === 'time' && type && wanted)
    return (
      <ChooseTime
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
    return <AskClinic type={type} reason={choice.words} back={() => setStep('reason')} />;
  return (
    <ChooseReason
      choice={choice}
      choose={(next, words) => {
        // How and with whom were answered for another kind of visit.
        const same = next.visitTypeId === type?.visitTypeId;
        setChoice({ type: next, words, wanted: same ? wanted : null });
        setStep(next.patientsMay === 'request' ? 'ask' : 'who');
      }}
    />
  );
}
