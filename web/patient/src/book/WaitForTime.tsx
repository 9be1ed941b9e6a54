import type { VisitType } from '@frontdesk/api';
import { useWords } from '../i18n/words.ts';
import { Joined } from '../waitlist/Joined.tsx';
import { useJoin } from '../waitlist/useJoin.ts';
import { WaitForm } from '../waitlist/WaitForm.tsx';
import { Step } from './Step.tsx';
import type { Wanted } from './wanted.ts';

type Props = {
  patientId: string;
  type: VisitType;
  wanted: Wanted;
  reason: string;
  /** There were times that fit. Whoever asks for nothing else is offered the soonest of them at once. */
  timesFree: boolean;
  back: () => void;
};

/** The waitlist in place of a time: with whom and where as chosen before, and what else would suit. */
export function WaitForTime({ patientId, type, wanted, reason, timesFree, back }: Props) {
  const words = useWords();
  const join = useJoin({ patientId, visitTypeId: type.visitTypeId, channel: wanted.channel, reason });
  if (join.data) return <Joined patientId={patientId} waitlistId={join.data.waitlistId} />;
  return (
    <Step at={3} patientId={patientId} title={words('wait.formTitle')} step="wait" back={back}>
      {timesFree ? (
        <p className="mb-4 rounded-control bg-note p-4 text-note-fg">{words('wait.timesFree')}</p>
      ) : null}
      <p className="mb-6 text-muted">{words('wait.formBody')}</p>
      <WaitForm
        visitTypeId={type.visitTypeId}
        start={{ practitionerId: wanted.practitionerId, locationId: wanted.locationId }}
        busy={join.isPending}
        error={join.error}
        join={join.mutate}
      />
    </Step>
  );
}
