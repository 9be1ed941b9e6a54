import type { VisitType } from '@frontdesk/api';
import { useHold } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import { sessionQuery } from '../session/session.ts';
import type { BookedVisit } from './Booked.tsx';
import { HeldTime } from './HeldTime.tsx';
import { PickTime, useFreeTimes } from './PickTime.tsx';
import { Step } from './Step.tsx';

type Props = {
  type: VisitType;
  who: { practitionerId: string; locationId: string };
  reason: string;
  back: () => void;
  onBooked: (visit: BookedVisit) => void;
};

export function ChooseTime({ type, who, reason, back, onBooked }: Props) {
  const words = useWords();
  const patientId = useQuery(sessionQuery).data?.patientId ?? '';
  const free = useFreeTimes(type.visitTypeId, who);
  const holding = useHold(patientId, () => scrollTo({ top: 0 }));
  if (holding.holding)
    return (
      <Step at={3} title={words('book.confirmTitle')} back={() => holding.release()}>
        <HeldTime
          key={holding.holding.holdId}
          held={holding.holding}
          type={type}
          zone={free.zones[holding.holding.time.locationId]}
          reason={reason}
          patientId={patientId}
          onBooked={(visit) => {
            holding.finish();
            onBooked(visit);
          }}
          release={holding.release}
        />
      </Step>
    );
  return (
    <Step at={3} title={words('book.timeTitle')} back={back}>
      <PickTime free={free} holding={holding} visitTypeId={type.visitTypeId} />
    </Step>
  );
}
