import type { VisitType } from '@frontdesk/api';
import { QueryView, useHold } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../i18n/words.ts';
import type { BookedVisit } from './Booked.tsx';
import { HeldTime } from './HeldTime.tsx';
import { NotForYou, whoMayBook } from './NotForYou.tsx';
import { PickTime, useFreeTimes } from './PickTime.tsx';
import { locationsQuery, visitTypesQuery } from './queries.ts';
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
  const places = useQuery(locationsQuery);
  const channel = channelOf(type, wanted);
  const held = holding.holding;
  // A hold outlives the answers it came from, and becomes what it was held for.
  const heldType = useQuery(visitTypesQuery).data?.find((one) => one.visitTypeId === held?.visitTypeId);
  const refused = whoMayBook(holding.error) ?? whoMayBook(free.times.error);
  if (refused)
    return (
      <Step at={3} step={refused} patientId={patientId} title={words(`notForYou.${refused}`)} back={back}>
        <NotForYou may={refused} otherReason={otherReason} />
      </Step>
    );
  if (held && heldType)
    return (
      <Step
        at={3}
        step={held.holdId}
        patientId={patientId}
        title={words('book.confirmTitle')}
        back={() => holding.release()}
      >
        <QueryView query={places}>
          {() => (
            <HeldTime
              key={held.holdId}
              held={held}
              type={heldType}
              earlier={held.visitTypeId !== type.visitTypeId || held.channel !== channel}
              zone={free.zones[held.time.locationId]}
              reason={reason}
              patientId={patientId}
              onBooked={(visit) => {
                holding.finish();
                onBooked(visit);
              }}
              release={holding.release}
            />
          )}
        </QueryView>
      </Step>
    );
  return (
    <Step at={3} patientId={patientId} title={words('book.timeTitle')} back={back}>
      <PickTime free={free} holding={holding} visitTypeId={type.visitTypeId} channel={channel} wait={wait} />
    </Step>
  );
}
