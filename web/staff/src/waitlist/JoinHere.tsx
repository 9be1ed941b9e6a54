import { Button, Dialog, useUiWords } from '@frontdesk/ui';
import { useState } from 'react';
import { ChartGate } from '../patients/ChartGate.tsx';
import type { Wanted } from '../person/finding.ts';
import type { AnyVisit } from '../visit/receive.ts';
import { JoinForm } from './JoinForm.tsx';
import { useWaitlistWords } from './words.ts';

type Props = {
  patientId: string;
  /** What was looked for, and did not suit. */
  start: Wanted;
  moving: AnyVisit | undefined;
  onJoined: () => void;
  onClose: () => void;
};

/** Beside the open times: waiting is a choice like another. */
export function JoinHere({ patientId, start, moving, onJoined, onClose }: Props) {
  const say = useWaitlistWords();
  const ui = useUiWords();
  const [error, setError] = useState<unknown>(null);
  return (
    <Dialog
      title={say(moving ? 'join.earlier' : 'join.forThis')}
      onClose={onClose}
      className="w-[min(34rem,calc(100vw-2rem))]"
    >
      <ChartGate patientId={patientId} error={error} onOpened={() => setError(null)}>
        <JoinForm patientId={patientId} start={start} moving={moving} onError={setError} onDone={onJoined}>
          <Button onClick={onClose}>{ui('ui.cancel')}</Button>
        </JoinForm>
      </ChartGate>
    </Dialog>
  );
}
