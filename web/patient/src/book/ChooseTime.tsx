import type { VisitType } from '@frontdesk/api';
import { useHold } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';
import type { BookedVisit } from './Booked.tsx';
import { HeldTime } from './HeldTime.tsx';
import { NotForYou, whoMayBook } from './NotForYou.tsx';
import { PickTime, useFreeTimes } from './PickTime.tsx';
import { Step } from './Step.tsx';
import { channelOf, type Wanted } from './wanted.ts';

type Props = {
  patientId: string;
  type: VisitType;
  wanted: Wanted;
  reason: string;
  back: () => void;
  otherReason: () => void;
  wait: () => void;
  onBooked: (visit: BookedVisit) => void;
};

export function ChooseTime({ patientId, type, wanted, reason, back, otherReason, wait, onBooked }: Props) {
  const words = useWords();
  const free = useFreeTimes(patientId, type.visitTypeId, wanted);
  const holding = useHold(patientId, () => scrollTo({ top: 0 }));
  const channel = channelOf(type, wanted);
  const refused = whoMayBook(holding.error) ?? whoMayBook(free.times.error);
  if (refused)
    return (
      <Step at={3} patientId={patientId} title={words(`notForYou.${refused}`)} back={back}>
        <NotForYou may={refused} otherReason={otherReason} />
      </Step>
    );
  if (holding.holding)
    return (
      <Step at={3} patientId={patientId} title={words('book.confirmTitle')} back={() => holding.release()}>
        <HeldTime
          key={holding.holding.holdId}
          held={holding.holding}
          type={type}
          channel={channel}
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
    <Step at={3} patientId={patientId} title={words('book.timeTitle')} back={back}>
      <PickTime
        free={free}
        holding={holding}
        visitTypeId={type.visitTypeId}
        channel={wanted.channel}
        wait={wait}
      />
    </Step>
  );
}
