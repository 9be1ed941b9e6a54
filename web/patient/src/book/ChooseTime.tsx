import type { Practitioner, VisitType } from '@frontdesk/api';
import { type BecameVisit, type Holding, QueryView, typeName, useHold, useLanguage } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useWords } from '../i18n/words.ts';
import { useClock } from '../session/session.ts';
import { useOffice } from '../visits/where.ts';
import type { BookedVisit } from './Booked.tsx';
import { HeldTime } from './HeldTime.tsx';
import { NotForYou, whoMayBook } from './NotForYou.tsx';
import { PickTime, useFreeTimes } from './PickTime.tsx';
import { locationsQuery, practitionersQuery, visitTypesQuery } from './queries.ts';
import { Step } from './Step.tsx';
import { channelOf, type Wanted } from './wanted.ts';

type Props = {
  patientId: string;
  type: VisitType;
  wanted: Wanted;
  reason: string;
  /** Holding a time is a step of its own, which Back leaves for the times. */
  step: 'time' | 'held';
  back: () => void;
  otherReason: () => void;
  wait: (timesFree: boolean) => void;
  onHeld: (held: Holding) => void;
  onBooked: (visit: BookedVisit) => void;
};

export function ChooseTime(props: Props) {
  const { patientId, type, wanted, reason, step, back, otherReason, wait, onHeld } = props;
  const words = useWords();
  const free = useFreeTimes(patientId, type.visitTypeId, wanted);
  const holding = useHold(patientId);
  const places = useQuery(locationsQuery);
  const people = useQuery(practitionersQuery);
  const channel = channelOf(type, wanted);
  const held = holding.holding;
  // A hold outlives the answers it came from, and becomes what it was held for.
  const heldType = useQuery(visitTypesQuery).data?.find((one) => one.visitTypeId === held?.visitTypeId);
  const onBooked = useBooked(props, free.zones);
  useHeldStep(step, holding, { onHeld, onBooked, back });
  const refused = whoMayBook(holding.error) ?? whoMayBook(free.times.error);
  if (refused)
    return (
      <Step at={3} step={refused} patientId={patientId} title={words(`notForYou.${refused}`)} back={back}>
        <NotForYou may={refused} otherReason={otherReason} />
      </Step>
    );
  if (held && heldType)
    return (
      <Step at={3} step={held.holdId} patientId={patientId} title={words('book.confirmTitle')} back={back}>
        <QueryView query={places}>
          {() => (
            <HeldTime
              key={held.holdId}
              held={held}
              type={heldType}
              who={nameOf(held, people.data)}
              earlier={held.visitTypeId !== type.visitTypeId || held.channel !== channel}
              zone={free.zones[held.time.locationId]}
              reason={reason}
              patientId={patientId}
              onBooked={(visit) => {
                onBooked({ ...visit, holding: held });
                holding.finish();
              }}
              release={back}
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

/** After a reload only the id is known. */
const nameOf = ({ time }: Holding, people: Practitioner[] = []): string =>
  time.practitionerName || people.find((one) => one.practitionerId === time.practitionerId)?.name || '';

/** What is told of the visit is what was held for it. */
function useBooked({ patientId, onBooked }: Props, zones: Record<string, string>) {
  const language = useLanguage();
  const office = useOffice();
  const clinic = useClock();
  const types = useQuery(visitTypesQuery).data ?? [];
  const people = useQuery(practitionersQuery).data;
  return ({ holding, appointmentId, startsAt }: BecameVisit) => {
    const { time, channel = 'in-person', visitTypeId } = holding;
    const type = types.find((one) => one.visitTypeId === visitTypeId);
    onBooked({
      patientId,
      appointmentId,
      startsAt,
      zone: zones[time.locationId] ?? clinic.zone,
      typeName: type ? typeName(type, language) : '',
      who: nameOf(holding, people),
      where: office({ locationId: time.locationId, channel }),
    });
  };
}

type Ways = { onHeld: (held: Holding) => void; onBooked: (became: BecameVisit) => void; back: () => void };

/** Keeps the step and the hold together, whichever of the two changed first. */
function useHeldStep(step: Props['step'], holding: ReturnType<typeof useHold>, ways: Ways) {
  const before = useRef(step);
  const { holding: held, booked } = holding;
  const follow = useEffectEvent((now: Props['step'], held: Holding | null, booked: BecameVisit | null) => {
    const came = before.current;
    before.current = now;
    if (booked) ways.onBooked(booked);
    else if (now === 'held' && !held) ways.back();
    else if (now === 'time' && held) {
      if (came === 'held') holding.release();
      else ways.onHeld(held);
    }
  });
  useEffect(() => follow(step, held, booked), [step, held, booked]);
}
