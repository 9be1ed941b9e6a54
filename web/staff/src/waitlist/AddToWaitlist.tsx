import type { FoundPatient } from '@frontdesk/api';
import { Button, Dialog, useUiWords } from '@frontdesk/ui';
import { useState } from 'react';
import { ChoosePatient } from '../patients/ChoosePatient.tsx';
import { Ground } from '../patients/Ground.tsx';
import { JoinForm } from './JoinForm.tsx';
import { useWaitlistWords } from './words.ts';

/** Somebody asks at the desk: who, on the ground of their open chart, and what they would take. */
export function AddToWaitlist({ onClose }: { onClose: () => void }) {
  const say = useWaitlistWords();
  const ui = useUiWords();
  const [patient, setPatient] = useState<FoundPatient | null>(null);
  const [error, setError] = useState<unknown>(null);
  return (
    <Dialog title={say('join.title')} onClose={onClose} className="w-[min(34rem,calc(100vw-2rem))]">
      <ChoosePatient
        chosen={patient}
        choose={(chosen) => {
          setError(null);
          setPatient(chosen);
        }}
      />
      <Ground patient={patient} error={error} onOpened={() => setError(null)}>
        <div className="mt-3">
          <JoinForm patientId={patient?.patientId} onError={setError} onDone={onClose}>
            <Button onClick={onClose}>{ui('ui.cancel')}</Button>
          </JoinForm>
        </div>
      </Ground>
    </Dialog>
  );
}
