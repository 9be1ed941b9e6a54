import type { VisitType } from '@frontdesk/api';
import { useWords } from '../i18n/words.ts';
import { Joined } from '../waitlist/Joined.tsx';
import { useJoin } from '../waitlist/useJoin.ts';
import { WaitForm } from '../waitlist/WaitForm.tsx';
import { Step } from './Step.tsx';
import type { Wanted } from './wanted.ts';

type Props = { patientId: string; type: VisitType; wanted: Wanted; reason: string; back: () => void };

/** The waitlist in place of a time: with whom and where as chosen before, and what else would suit. */
export function WaitForTime({ patientId, type, wanted, reason, back }: Props) {
  const words = useWords();
  const join = useJoin({ patientId, visitTypeId: type.visitTypeId, channel: wanted.channel, reason });
  if (join.data) return <Joined patientId={patientId} waitlistId={join.data.waitlistId} />;
  return (
    <Step at={3} patientId={patientId} title={words('wait.formTitle')} step="wait" back={back}>
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
