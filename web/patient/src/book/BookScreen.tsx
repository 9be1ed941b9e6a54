import { QueryView, Skeleton, takeUpHold } from '@frontdesk/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { AskClinic } from '../requests/AskClinic.tsx';
import { type Person, peopleQuery } from '../session/people.ts';
import { Booked, type BookedVisit } from './Booked.tsx';
import { ChooseReason } from './ChooseReason.tsx';
import { ChooseTime } from './ChooseTime.tsx';
import { ChooseWho } from './ChooseWho.tsx';
import { ChooseWhom } from './ChooseWhom.tsx';
import { visitTypesQuery } from './queries.ts';
import { type BookingStep, heldAgain, keepHold, useSteps } from './useSteps.ts';
import { WaitForTime } from './WaitForTime.tsx';
import type { Wanted } from './wanted.ts';

export function BookScreen() {
  const people = useQuery(peopleQuery);
  return (
    <QueryView query={people} skeleton={<Skeleton rows={4} rowClassName="h-17" />}>
      {(all) => <Book people={all} />}
    </QueryView>
  );
}

type Draft = { patientId: string; visitTypeId: string; wanted: Wanted };

/**
 * For whom, where there is a choice; then reason, then who, where and how, then time, then the time that is held. Beside the times
 * stands the waitlist, and for what patients may not book a form to ask with. Going back a step loses nothing that was chosen, and
 * what was typed lives as long as this screen.
 */
function Book({ people }: { people: Person[] }) {
  const alone = people.length === 1;
  const ids = people.map((one) => one.patientId);
  const { at, go, back, backTwo } = useSteps(
    { step: alone ? 'reason' : 'whom', patientId: ids[0] ?? '' },
    ids,
  );
  const { patientId, visitTypeId, wanted } = at;
  const queries = useQueryClient();
  useState(() => {
    const held = at.step === 'held' ? heldAgain(at.hold) : null;
    if (held) takeUpHold(queries, patientId, held);
  });
  const types = useQuery(visitTypesQuery);
  const type = types.data?.find((one) => one.visitTypeId === visitTypeId);
  const [reason, setReason] = useState('');
  // How and with whom were answered for this kind of visit, and where they will be for this patient.
  const [draft, setDraft] = useState<Draft | null>(() =>
    visitTypeId && wanted ? { patientId, visitTypeId, wanted } : null,
  );
  const [booked, setBooked] = useState<{ visit: BookedVisit; from: BookingStep } | null>(null);
  if (
    booked &&
    ((at.step === 'booked' && at.appointmentId === booked.visit.appointmentId) || at === booked.from)
  )
    return <Booked visit={booked.visit} />;
  if (at.step === 'booked' && at.appointmentId)
    return <Navigate to="/visits/$appointmentId" params={{ appointmentId: at.appointmentId }} replace />;
  if (at.step === 'whom')
    return <ChooseWhom people={people} choose={(next) => go({ step: 'reason', patientId: next })} />;
  if (visitTypeId && types.isPending) return <Skeleton rows={4} rowClassName="h-17" />;
  const words = reason.trim();
  if (at.step === 'wait' && type && wanted)
    return (
      <WaitForTime
        patientId={patientId}
        type={type}
        wanted={wanted}
        reason={words}
        timesFree={at.timesFree ?? false}
        back={back}
      />
    );
  if ((at.step === 'time' || at.step === 'held') && type && wanted)
    return (
      <ChooseTime
        key={`${patientId} ${type.visitTypeId}`}
        patientId={patientId}
        type={type}
        wanted={wanted}
        reason={words}
        step={at.step}
        back={back}
        otherReason={backTwo}
        wait={(timesFree) => go({ ...at, step: 'wait', timesFree })}
        onHeld={(held) => go({ ...at, step: 'held', hold: keepHold(held) })}
        onBooked={(visit) => {
          setBooked({ visit, from: at });
          go({ step: 'booked', patientId, appointmentId: visit.appointmentId }, true);
        }}
      />
    );
  if (at.step === 'who' && type)
    return (
      <ChooseWho
        patientId={patientId}
        type={type}
        chosen={draft?.patientId === patientId && draft.visitTypeId === visitTypeId ? draft.wanted : null}
        change={(next) => setDraft({ patientId, visitTypeId: type.visitTypeId, wanted: next })}
        back={back}
        choose={(next) => go({ ...at, step: 'time', wanted: next })}
      />
    );
  if (at.step === 'ask' && type)
    return <AskClinic patientId={patientId} type={type} reason={words} back={back} />;
  return (
    <ChooseReason
      patientId={patientId}
      reason={reason}
      setReason={setReason}
      {...(alone ? {} : { back })}
      choose={(next) =>
        go({
          step: next.patientsMay === 'request' ? 'ask' : 'who',
          patientId,
          visitTypeId: next.visitTypeId,
        })
      }
    />
  );
}
